# Reference values of probability distributions from R's own functions, as JSON on standard output:
#   Rscript tests/golden/r/distributions.R > tests/golden/distributions.json
number <- function(x) sprintf("%.17g", x)
rows <- function(frame) {
  columns <- lapply(frame, number)
  lines <- do.call(paste, c(columns, sep = ", "))
  paste0("[\n    [", paste(lines, collapse = "],\n    ["), "]\n  ]")
}
entry <- function(name, frame) paste0('  "', name, '": ', rows(frame))

z <- c(-8, -3, -1, -0.2, 0, 0.3, 0.67, 0.7, 1, 1.959963984540054, 3, 5.6, 5.7, 8, 12, 20, 37)
normal <- data.frame(z, upper = pnorm(z, lower.tail = FALSE))
p <- c(1e-300, 1e-50, 1e-9, 0.001, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 0.999)
normal_quantile <- data.frame(p, z = qnorm(p))
x <- c(1e-6, 0.01, 0.5, 1, 1.5, 2, 2.5, 7.3, 15.9, 16, 100, 48624, 5e5)
log_gamma <- data.frame(x, lgamma = lgamma(x))

k <- c(0, 1, 2, 3, 7, 25, 25, 100, 0, 12, 1000, 1000, 48624, 200, 40)
m <- c(0.05, 0.05, 0.4, 12, 7, 16, 60, 100, 30, 0.001, 900, 1200, 48000, 2.5, 400)
poisson <- data.frame(k, m, d = dpois(k, m), upper = ppois(k - 1, m, lower.tail = FALSE), lower = ppois(k, m))
n <- c(0, 1, 3, 10, 25, 100, 1000)
poisson_interval <- data.frame(n, lower = ifelse(n == 0, 0, qgamma(0.025, n)), upper = qgamma(0.975, n + 1))

k <- c(0, 1, 3, 7, 20, 20, 100, 12, 48624, 30, 50, 150)
n <- c(10, 10, 7, 7, 50, 48624, 48624, 48624, 48624, 40, 100, 100000)
p <- c(0.1, 0.1, 0.3, 0.3, 0.4, 1e-4, 1e-3, 1e-3, 0.9999, 0.95, 0.5, 1e-4)
binomial <- data.frame(k, n, p, d = dbinom(k, n, p), upper = pbinom(k - 1, n, p, lower.tail = FALSE), lower = pbinom(k, n, p))

k <- c(0, 0, 1, 5, 5, 30, 30, 200, 3, 10)
m <- c(0.05, 4, 0.4, 4, 20, 4, 30, 12.5, 60, 0.02)
f <- c(1.6, 2, 3, 1.51, 4, 2.2, 10, 5, 8, 1.8)
size <- m / (f - 1)
negative_binomial <- data.frame(k, m, f, d = dnbinom(k, size, 1 / f),
  upper = pnbinom(k - 1, size, 1 / f, lower.tail = FALSE), lower = pnbinom(k, size, 1 / f))

x <- c(0.01, 1, 3.841458820694124, 14.97561, 5, 50, 500, 1.5, 0.2, 1200)
df <- c(1, 1, 1, 11, 10, 10, 60, 2.5, 20, 1000)
chi_square <- data.frame(x, df, upper = pchisq(x, df, lower.tail = FALSE), lower = pchisq(x, df))
p <- c(0.001, 0.025, 0.5, 0.975, 0.999, 0.95, 1e-6, 0.01, 0.025, 0.975)
df <- c(1, 2, 3, 22, 200, 1, 4, 0.5, 97248, 97250)
chi_square_quantile <- data.frame(p, df, x = qchisq(p, df))

# m cells out of n of which K hold one incident: P(T >= s), P(T <= s).
s <- c(1, 3, 7, 7, 19, 5, 37, 2, 0)
m <- c(7, 7, 7, 4 + 3, 19, 19, 37, 37, 37)
n <- c(1951, 1951, 61, 500000, 500000, 6487, 500000, 99919, 61)
K <- c(97, 97, 20, 1000, 25000, 2000, 400000, 900, 12)
hypergeometric <- data.frame(s, m, n, K, upper = phyper(s - 1, K, n - K, m, lower.tail = FALSE), lower = phyper(s, K, n - K, m))

cat("{\n", paste0('  "source": "', R.version.string, ': pnorm, qnorm, lgamma, dpois, ppois, qgamma, dbinom, pbinom, dnbinom, pnbinom, pchisq, qchisq, phyper; script tests/golden/r/distributions.R",\n'),
  paste(c(
    entry("normal", normal), entry("normalQuantile", normal_quantile), entry("logGamma", log_gamma),
    entry("poisson", poisson), entry("poissonInterval", poisson_interval), entry("binomial", binomial),
    entry("negativeBinomial", negative_binomial), entry("chiSquare", chi_square),
    entry("chiSquareQuantile", chi_square_quantile), entry("hypergeometric", hypergeometric)), collapse = ",\n"), "\n}\n", sep = "")
