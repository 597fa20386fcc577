# Gaussian kernel density as R's spatstat computes it at the events themselves, without edge correction.
# Arguments: CSV of events x, y (metres); sigma in metres; file for the densities per m2. Prints seconds.
suppressMessages({library(spatstat.geom); library(spatstat.explore)})
arguments <- commandArgs(trailingOnly = TRUE)
events <- read.csv(arguments[1])
frame <- owin(range(events$x) + c(-1, 1), range(events$y) + c(-1, 1))
pattern <- suppressWarnings(ppp(events$x, events$y, window = frame))
started <- proc.time()[["elapsed"]]
density <- density.ppp(pattern, sigma = as.numeric(arguments[2]), edge = FALSE, at = "points",
                       leaveoneout = FALSE)
cat("seconds", proc.time()[["elapsed"]] - started, "\n")
write.table(as.numeric(density), arguments[3], row.names = FALSE, col.names = FALSE)
