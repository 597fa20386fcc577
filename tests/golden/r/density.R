# Density surfaces, kernel mass inside a polygon with a hole, and bandwidths, by spatstat, polyCub and MASS:
#   Rscript tests/golden/r/density.R > tests/golden/density.json
suppressMessages({library(spatstat); library(polyCub)})
set.seed(42, kind = "Mersenne-Twister", sample.kind = "Rejection")

x <- round(c(rnorm(60, 1200, 150), rnorm(50, 2500, 300), runif(40, 0, 4000)), 1)
y <- round(c(rnorm(60, 900, 200), rnorm(50, 2600, 250), runif(40, 0, 4000)), 1)
events <- ppp(x, y, window = owin(c(0, 4000), c(0, 4000)))
stopifnot(npoints(events) == 150, !any(duplicated(events)))
at_points <- function(...) density(events, at = "points", leaveoneout = FALSE, ...) * 1e6

sigmas <- c(60, 90, 135, 200, 300, 450, 700)
criterion <- function(edge) sapply(sigmas, function(s)
  sum(log(density(events, sigma = s, at = "points", leaveoneout = TRUE, edge = edge))))
chosen <- function(edge) as.numeric(bw.ppl(events, srange = c(25, 1500), ns = 2000, shortcut = TRUE, edge = edge))

# A polygon with a bay and a hole, and positions well inside, near edges, in the bay, in the hole and outside.
outer <- list(x = c(0, 1000, 1300, 700, 900, 400, 0), y = c(0, -100, 700, 600, 1200, 1100, 800))
hole <- list(x = c(300, 300, 550, 500), y = c(300, 650, 600, 350))
area <- owin(poly = list(outer, hole))
at <- cbind(x = c(150, 250, 420, 1000, 800, 60, 620, -50, 1290, 400), y = c(150, 500, 450, 300, 700, 760, 300, 400, 690, 1000))
mass <- function(kernel) apply(at, 1, function(p) polyCub.iso(area, f = function(s) kernel(sqrt((s[, 1] - p[1])^2 + (s[, 2] - p[2])^2)),
  intrfr = function(R) sapply(R, function(r) integrate(function(u) u * kernel(u), 0, r, rel.tol = 1e-12, subdivisions = 2000L, stop.on.error = FALSE)$value),
  center = p, control = list(rel.tol = 1e-11, subdivisions = 2000L)))
h <- 350
quartic <- function(d) ifelse(d < h, 3 / (pi * h^2) * (1 - (d / h)^2)^2, 0)
sigma <- 120
gaussian <- function(d) exp(-d^2 / (2 * sigma^2)) / (2 * pi * sigma^2)

number <- function(v) sprintf("%.15g", v)
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
pairs_of <- function(a, b) paste0("[", paste0("[", number(a), ", ", number(b), "]", collapse = ", "), "]")
entry <- function(name, json) paste0('  "', name, '": ', json)
cat("{\n", paste(c(
  entry("source", paste0('"', R.version.string, ", spatstat.explore ", packageVersion("spatstat.explore"),
    ": density.ppp, bw.ppl; polyCub ", packageVersion("polyCub"), ": polyCub.iso; MASS ", packageVersion("MASS"),
    ': bandwidth.nrd; script tests/golden/r/density.R"')),
  entry("side", "4000"),
  entry("events", pairs_of(x, y)),
  entry("gaussianSigma", "200"),
  entry("gaussian", list_of(at_points(sigma = 200, edge = FALSE))),
  entry("gaussianUniform", list_of(at_points(sigma = 200, edge = TRUE))),
  entry("gaussianDiggle", list_of(at_points(sigma = 200, edge = TRUE, diggle = TRUE))),
  entry("quarticRadius", "500"),
  entry("quartic", list_of(at_points(sigma = 500 / sqrt(8), kernel = "quartic", edge = FALSE))),
  entry("normalReference", list_of(c(MASS::bandwidth.nrd(x), MASS::bandwidth.nrd(y)))),
  entry("sigmas", list_of(sigmas)),
  entry("logLikelihood", list_of(criterion(FALSE))),
  entry("logLikelihoodEdge", list_of(criterion(TRUE))),
  entry("chosenSigma", number(chosen(FALSE))),
  entry("chosenSigmaEdge", number(chosen(TRUE))),
  entry("outer", pairs_of(outer$x, outer$y)),
  entry("hole", pairs_of(hole$x, hole$y)),
  entry("massAt", pairs_of(at[, 1], at[, 2])),
  entry("massQuarticRadius", number(h)),
  entry("massQuartic", list_of(mass(quartic))),
  entry("massGaussianSigma", number(sigma)),
  entry("massGaussian", list_of(mass(gaussian)))),
  collapse = ",\n"), "\n}\n", sep = "")
