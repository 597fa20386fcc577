# Reference values for tests/golden/trend-and-change.json: Mann-Kendall, comparison of counts, charts.
# Run: Rscript tests/golden/r/trend-and-change.R > tests/golden/trend-and-change.json, then format the file.
# Base R only; the trend is checked against cor(method = "kendall"), the E-test sums the whole grid of outcomes.
num <- function(x) ifelse(is.na(x) | !is.finite(x), "null", sprintf("%.17g", x))
arr <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
obj <- function(...) { f <- list(...); paste0("{ ", paste(sprintf("\"%s\": %s", names(f), unlist(f)), collapse = ", "), " }") }
list_of <- function(rows) paste0("[\n    ", paste(rows, collapse = ",\n    "), "\n  ]")

mann_kendall <- function(x) {
  n <- length(x); pairs <- combn(n, 2); d <- x[pairs[2, ]] - x[pairs[1, ]]
  S <- sum(sign(d)); t <- table(x)
  v <- (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5))) / 18
  z <- if (v > 0) (S - sign(S)) / sqrt(v) else 0
  tau_b <- if (v > 0) cor(seq_along(x), x, method = "kendall") else NA
  obj(series = arr(x), S = num(S), varS = num(v), z = num(z), p = num(if (v > 0) 2 * pnorm(-abs(z)) else 1),
      tauA = num(S / choose(n, 2)), tauB = num(tau_b), senSlope = num(median(d / (pairs[2, ] - pairs[1, ]))))
}
set.seed(20)
series <- c(list(1:10, c(5, 3, 4, 4, 6, 7, 7, 9, 8, 10, 12, 11), c(12, 15, 9, 11, 8, 8, 10, 6, 7, 5, 5, 4),
  rep(4, 8), c(2, 1, 3, 2), seq(2, 4.2, 0.2), c(3, 2.5, 3.1, 2.6, 3, 2.7, 2.9, 2.8, 2.6, 3.1, 2.5, 3)),
  lapply(c(8, 13, 24, 36, 60), function(n) rpois(n, 3)), list(round(rnorm(20, 5), 1)))

e_test <- function(k1, k2, n1, n2) {
  if (k1 + k2 == 0) return(NA)
  l <- (k1 + k2) / (n1 + n2); x1 <- 0:qpois(1e-16, n1 * l, lower.tail = FALSE); x2 <- 0:qpois(1e-16, n2 * l, lower.tail = FALSE)
  s <- outer(x1, x2, function(a, b) (a * n2 - b * n1)^2 / (a + b)); s[1, 1] <- -1
  sum(outer(dpois(x1, n1 * l), dpois(x2, n2 * l))[s >= (k1 * n2 - k2 * n1)^2 / (k1 + k2) * (1 - 1e-12)])
}
compare <- function(k1, k2, n1 = 1, n2 = 1) {
  # poisson.test gives first over second; here second over first
  t <- if (k1 + k2 > 0) poisson.test(c(k2, k1), c(n2, n1)) else NULL
  obj(counts = arr(c(k1, k2)), exposures = arr(c(n1, n2)), eTest = num(e_test(k1, k2, n1, n2)),
      conditional = num(if (is.null(t)) NA else t$p.value),
      ratio = num(if (k1 == 0) NA else (k2 / n2) / (k1 / n1)),
      low = num(if (is.null(t)) 0 else t$conf.int[1]), high = num(if (is.null(t)) NA else t$conf.int[2]))
}
pairs <- rbind(c(0, 3, 1, 1), c(6, 2, 1, 1), c(25, 16, 1, 1), c(16, 25, 1, 1), c(20, 10, 1, 1), c(12, 4, 1, 1), c(5, 15, 1, 1),
  c(20, 10, 4, 2), c(60, 20, 12, 6), c(0, 0, 1, 1), c(3, 0, 1, 1), c(30, 45, 12, 36), c(85, 61, 1, 1), c(60, 40, 1, 1),
  c(12, 24, 500, 520), c(7, 13, 365, 366), c(90, 28, 365, 92), c(1, 1, 31, 28), c(300, 360, 1, 1), c(2696, 2396, 365, 366))

proportions <- function(a, b, A, B) obj(counts = arr(c(a, b)), totals = arr(c(A, B)),
  p = num(suppressWarnings(prop.test(c(a, b), c(A, B))$p.value)))

x <- c(12, 15, 9, 14, 11, 18, 10, 13, 25, 12, 14, 11); m <- mean(x)
e <- Reduce(function(s, y) .2 * y + .8 * s, x, accumulate = TRUE, m)[-1]
w <- 3 * sqrt(m * .2 / 1.8 * (1 - .8^(2 * seq_along(x)))); mr <- mean(abs(diff(x))); X2 <- sum((x - m)^2) / m
charts <- obj(series = arr(x), mean = num(m), meanMovingRange = num(mr), xmrLower = num(m - 2.66 * mr),
  xmrUpper = num(m + 2.66 * mr), cLower = num(m - 3 * sqrt(m)), cUpper = num(m + 3 * sqrt(m)), ewma = arr(e),
  ewmaUpper = arr(m + w), chiSquare = num(X2), dispersionP = num(pchisq(X2, length(x) - 1, lower.tail = FALSE)))
limits <- function(E) obj(expected = num(E), limits = arr(abs(qpois(c(.001, .025, .975, .999), E))))
band <- function(prior, z) { m <- mean(prior); h <- z / 2 * sqrt(1 + 1 / length(prior))
  obj(prior = arr(prior), z = num(z), expected = num(m), low = num(max(0, sqrt(m) - h)^2), high = num((sqrt(m) + h)^2)) }

cat("{\n  \"source\": \"", R.version.string, ": base and stats; script tests/golden/r/trend-and-change.R\",\n", sep = "")
cat("  \"mannKendall\": ", list_of(sapply(series, mann_kendall)), ",\n", sep = "")
cat("  \"comparisons\": ", list_of(apply(pairs, 1, function(r) compare(r[1], r[2], r[3], r[4]))), ",\n", sep = "")
cat("  \"proportions\": ", list_of(c(proportions(12, 24, 500, 520), proportions(3, 0, 40, 60), proportions(150, 90, 300, 200),
  proportions(5, 5, 50, 50))), ",\n", sep = "")
cat("  \"charts\": ", charts, ",\n", sep = "")
cat("  \"poissonLimits\": ", list_of(sapply(c(0.4, 5, 10, 50, 1200), limits)), ",\n", sep = "")
cat("  \"bands\": ", list_of(c(band(c(12, 15, 9, 14, 11, 18, 10, 13), 3), band(c(0, 1, 0), 3),
  band(c(40, 55, 38), 2))), "\n}\n", sep = "")
