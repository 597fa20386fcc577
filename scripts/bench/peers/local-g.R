# Gi* as R's spdep computes it: neighbours within a distance, binary weights with the cell itself, localG.
# Arguments: CSV with columns x, y (metres) and n; distance in metres; file for the z values. Prints seconds.
suppressMessages(library(spdep))
arguments <- commandArgs(trailingOnly = TRUE)
cells <- read.csv(arguments[1])
started <- proc.time()[["elapsed"]]
neighbours <- dnearneigh(as.matrix(cells[, c("x", "y")]), 0, as.numeric(arguments[2]))
weights <- nb2listw(include.self(neighbours), style = "B", zero.policy = TRUE)
z <- as.numeric(localG(cells$n, weights, zero.policy = TRUE))
cat("seconds", proc.time()[["elapsed"]] - started, "\n")
write.table(z, arguments[3], row.names = FALSE, col.names = FALSE)
