# Knox test as R's surveillance computes it, by permutation, for one pair of bands (up to 100 m, up to 7 days).
# Arguments: CSV with columns x, y (metres) and day; permutations. Prints seconds and the observed pairs.
suppressMessages(library(surveillance))
arguments <- commandArgs(trailingOnly = TRUE)
events <- read.csv(arguments[1])
started <- proc.time()[["elapsed"]]
test <- knox(dt = dist(events$day), ds = dist(events[, c("x", "y")]), eps.t = 7, eps.s = 100,
             simulate.p.value = TRUE, B = as.integer(arguments[2]))
cat("seconds", proc.time()[["elapsed"]] - started, "\n")
cat("observed", test$statistic, "\n")
