# Knox tables of made-up events with planted near repeats, by surveillance and by permuting the dates of events:
#   Rscript tests/golden/r/near-repeat.R > tests/golden/near-repeat.json
# surveillance::knox permutes pairs, not events, so only its counts, expectation and Poisson p are taken from it.
suppressMessages(library(surveillance))
set.seed(7, kind = "Mersenne-Twister", sample.kind = "Rejection")

origins <- 70
x <- round(runif(origins, 0, 2000)); y <- round(runif(origins, 0, 2000)); day <- sample(0:179, origins, replace = TRUE)
follow <- sample(origins, 35, replace = TRUE)
x <- c(x, x[follow] + round(rnorm(35, 0, 60))); y <- c(y, y[follow] + round(rnorm(35, 0, 60)))
day <- c(day, day[follow] + sample(0:9, 35, replace = TRUE))
again <- sample(origins, 15)
x <- c(x, x[again]); y <- c(y, y[again]); day <- c(day, day[again] + sample(0:40, 15, replace = TRUE))
n <- length(x)

apart <- as.vector(dist(cbind(x, y)))
days <- as.vector(dist(day))
edges <- c(1, 100, 200, 300, 400)
day_edges <- c(8, 15, 22, 29)
in_space <- lapply(seq_along(edges), function(b) apart <= edges[b] & (b == 1 | apart > c(0, edges)[b]))
in_time <- function(days) lapply(seq_along(day_edges), function(b) days < day_edges[b] & days >= c(0, day_edges)[b])
cells <- expand.grid(t = seq_along(day_edges), s = seq_along(edges))
times <- in_time(days)
tests <- lapply(seq_len(nrow(cells)), function(k)
  knox(times[[cells$t[k]]], in_space[[cells$s[k]]], simulate.p.value = FALSE))
observed <- sapply(tests, function(k) unname(k$statistic))
expected <- sapply(tests, function(k) unname(k$null.value))

# Permutation of the dates over the events.
close_pairs <- which(apart <= 400)
pair_i <- rep(seq_len(n - 1), (n - 1):1)[close_pairs]
pair_j <- unlist(lapply(seq_len(n - 1), function(i) (i + 1):n))[close_pairs]
space_band <- findInterval(apart[close_pairs], c(-1, edges), left.open = TRUE)
draws <- 20000
counts <- replicate(draws, {
  d <- sample(day)
  time_band <- findInterval(abs(d[pair_i] - d[pair_j]), c(0, day_edges))
  near <- time_band <= 4
  tabulate((space_band[near] - 1) * 4 + time_band[near], 20)
})

number <- function(v) sprintf("%.15g", v)
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
entry <- function(name, json) paste0('  "', name, '": ', json)
cat("{\n", paste(c(
  entry("source", paste0('"', R.version.string, ", surveillance ", packageVersion("surveillance"),
    ": knox (poissonMore is its P(X > observed)), ppois; moments and tails by ", draws, ' permutations of the dates; script tests/golden/r/near-repeat.R"')),
  entry("x", list_of(x)), entry("y", list_of(y)), entry("day", list_of(day)),
  entry("observed", list_of(observed)), entry("expected", list_of(expected)),
  entry("poissonMore", list_of(sapply(tests, function(k) unname(k$p.value)))),
  entry("poissonAtLeast", list_of(ppois(observed - 1, expected, lower.tail = FALSE))),
  entry("draws", number(draws)),
  entry("permutedMean", list_of(rowMeans(counts))), entry("permutedSd", list_of(apply(counts, 1, sd))),
  entry("permutedAtLeast", list_of(rowSums(counts >= observed)))),
  collapse = ",\n"), "\n}\n", sep = "")
