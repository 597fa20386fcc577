# Local and global statistics of a made-up hexagon map with a hole and an island, by spdep and by simulation:
#   Rscript tests/golden/r/local-statistics.R > tests/golden/local-statistics.json
suppressMessages(suppressWarnings(library(spdep)))
set.seed(20261, kind = "Mersenne-Twister", sample.kind = "Rejection")

radius <- 6
places <- do.call(rbind, lapply(-radius:radius, function(r)
  cbind(q = max(-radius, -radius - r):min(radius, radius - r), r = r)))
distance <- function(a, b) (abs(a[1] - b[1]) + abs(a[2] - b[2]) + abs(a[1] + a[2] - b[1] - b[2])) / 2
# A cell at the rim without neighbours, and ten cells missing here and there.
island <- which(places[, "q"] == radius & places[, "r"] == -radius)
around <- which(apply(places, 1, distance, places[island, ]) == 1)
missing <- c(around, sample(setdiff(seq_len(nrow(places)), c(island, around)), 10))
places <- places[-missing, ]
n <- nrow(places)
hot <- apply(places, 1, function(p) min(distance(p, c(2, 1)), distance(p, c(-4, 2))))
x <- rnbinom(n, size = 1.2, mu = 0.6 + 6 * exp(-hot / 1.3))
x[hot > 3 & runif(n) < 0.04] <- 11 # single bad venues

adjacency <- outer(seq_len(n), seq_len(n), Vectorize(function(i, j) distance(places[i, ], places[j, ]) == 1))
nb <- lapply(seq_len(n), function(i) if (any(adjacency[i, ])) which(adjacency[i, ]) else 0L)
attributes(nb) <- list(class = "nb", region.id = as.character(seq_len(n)), sym = TRUE)
binary <- nb2listw(nb, style = "B", zero.policy = TRUE)
star <- nb2listw(include.self(nb), style = "B")
row_star <- nb2listw(include.self(nb), style = "W")
gi <- as.numeric(localG(x, binary, zero.policy = TRUE))
gi_star <- as.numeric(localG(x, star))
gi_star_rows <- as.numeric(localG(x, row_star))
moran <- localmoran(x, nb2listw(nb, style = "W", zero.policy = TRUE), zero.policy = TRUE, conditional = TRUE)

linked <- card(nb) > 0
linked_nb <- subset(nb, linked)
linked_binary <- nb2listw(linked_nb, style = "B")
i_test <- moran.test(x[linked], linked_binary, randomisation = TRUE)
g_test <- globalG.test(x[linked], linked_binary, B1correct = TRUE)
exposure <- round(runif(n, 20, 400))
eb <- EBest(x, exposure)

# How often do m cells drawn at random hold as many incidents as those around the busiest cells?
m <- card(nb) + 1
s <- sapply(seq_len(n), function(i) x[i] + sum(x[adjacency[i, ]]))
draws <- 2e6
busiest <- order(-s)[c(1, 3, 6, 10, 15, 25)]
quietest <- order(s + 1e3 * !linked)[c(1, 10, 40)]
simulated <- function(cells, tail) t(sapply(cells, function(i) {
  sums <- replicate(draws, sum(x[sample.int(n, m[i])]))
  c(i - 1, sum(if (tail == "upper") sums >= s[i] else sums <= s[i]))
}))
upper <- simulated(busiest, "upper")
lower <- simulated(quietest, "lower")

number <- function(v) ifelse(is.finite(v), sprintf("%.15g", v), "null")
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
pairs_of <- function(v) paste0("[", paste(apply(v, 1, list_of), collapse = ", "), "]")
entry <- function(name, json) paste0('  "', name, '": ', json)
test <- function(h) list_of(c(h$estimate, h$statistic, h$p.value))
cat("{\n", paste(c(
  entry("source", paste0('"', R.version.string, ", spdep ", packageVersion("spdep"),
    ": localG, localmoran(conditional = TRUE), moran.test, globalG.test, EBest; tails by 2,000,000 draws of sample.int; script tests/golden/r/local-statistics.R\"")),
  entry("q", list_of(places[, "q"])), entry("r", list_of(places[, "r"])), entry("counts", list_of(x)),
  entry("gi", list_of(gi)), entry("giStar", list_of(ifelse(linked, gi_star, NA))),
  entry("giStarRowStandardised", list_of(ifelse(linked, gi_star_rows, NA))),
  entry("localI", list_of(ifelse(linked, moran[, "Ii"], NA))),
  entry("localIz", list_of(ifelse(linked, moran[, "Z.Ii"], NA))),
  entry("moranI", test(i_test)), entry("generalG", test(g_test)),
  entry("exposure", list_of(exposure)), entry("smoothedRate", list_of(eb$estmm)),
  entry("draws", number(draws)), entry("upperTail", pairs_of(upper)), entry("lowerTail", pairs_of(lower))),
  collapse = ",\n"), "\n}\n", sep = "")
