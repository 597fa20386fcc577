# Room below the inner 60 % of the first Fresnel zone over footprints, by trying every 4 cm of each footprint:
#   Rscript tests/golden/r/link-clearance.R > tests/golden/link-clearance.json
set.seed(5, kind = "Mersenne-Twister", sample.kind = "Rejection")
share <- 0.6
earth_m <- 6371000 * 4 / 3

inside <- function(px, py, ring) {
  n <- nrow(ring); hit <- rep(FALSE, length(px)); j <- n
  for (i in 1:n) {
    xi <- ring[i, 1]; yi <- ring[i, 2]; xj <- ring[j, 1]; yj <- ring[j, 2]
    if (yi != yj) hit <- xor(hit, ((yi > py) != (yj > py)) & (px < (xj - xi) * (py - yi) / (yj - yi) + xi))
    j <- i
  }
  hit
}

# Every point of a grid in the ring, and points along its edges, 4 cm apart.
points_of <- function(ring, step = 0.04) {
  grid <- expand.grid(x = seq(min(ring[, 1]), max(ring[, 1]), step), y = seq(min(ring[, 2]), max(ring[, 2]), step))
  kept <- grid[inside(grid$x, grid$y, ring), ]
  edges <- do.call(rbind, lapply(1:nrow(ring), function(i) {
    a <- ring[i, ]; b <- ring[i %% nrow(ring) + 1, ]
    t <- seq(0, 1, length.out = 2 + ceiling(sqrt(sum((b - a)^2)) / (step / 4)))
    data.frame(x = a[1] + t * (b[1] - a[1]), y = a[2] + t * (b[2] - a[2]))
  }))
  rbind(kept, edges)
}

room <- function(link, ring) {
  p <- points_of(ring)
  d <- c(link$x2 - link$x1, link$y2 - link$y1); len <- sqrt(sum(d^2))
  along <- ((p$x - link$x1) * d[1] + (p$y - link$y1) * d[2]) / len
  aside2 <- (p$x - link$x1 - along * d[1] / len)^2 + (p$y - link$y1 - along * d[2] / len)^2
  ok <- along >= 0 & along <= len
  along <- along[ok]; aside2 <- aside2[ok]
  km1 <- along / 1000; km2 <- (len - along) / 1000
  radius <- share * 17.32 * sqrt(km1 * km2 / (link$ghz * len / 1000))
  near <- aside2 <= radius^2
  if (!any(near)) return(NA)
  line <- link$h1 + (link$h2 - link$h1) * along / len - along * (len - along) / (2 * earth_m)
  min((line - sqrt(pmax(0, radius^2 - aside2)))[near])
}

number <- function(v) ifelse(is.na(v), "null", sprintf("%.10g", v))
rows <- character(0)
for (i in 1:24) {
  len <- runif(1, 150, 3000); turn <- runif(1, 0, 2 * pi)
  link <- list(x1 = round(runif(1, -100, 100), 2), y1 = round(runif(1, -100, 100), 2),
    h1 = round(runif(1, 5, 30), 1), h2 = round(runif(1, 5, 40), 1), ghz = c(2.4, 5.8, 24, 60)[1 + i %% 4])
  link$x2 <- round(link$x1 + len * cos(turn), 2); link$y2 <- round(link$y1 + len * sin(turn), 2)
  widest <- share * 17.32 * sqrt(len / 1000 / 4 / link$ghz)
  # A turned L about a point on the line or beside it, some wholly beside the zone.
  at <- runif(1, 0.02, 0.98) * len; off <- runif(1, -1.6, 1.6) * (widest + 6)
  cx <- link$x1 + at * cos(turn) - off * sin(turn); cy <- link$y1 + at * sin(turn) + off * cos(turn)
  l <- rbind(c(-8, -6), c(8, -6), c(8, 0), c(1, 0), c(1, 6), c(-8, 6)) * runif(1, 0.4, 1.3)
  w <- runif(1, 0, 2 * pi)
  ring <- round(cbind(cx + l[, 1] * cos(w) - l[, 2] * sin(w), cy + l[, 1] * sin(w) + l[, 2] * cos(w)), 2)
  rows <- c(rows, paste0('    { "from": [', paste(link$x1, link$y1, link$h1, sep = ", "), '], "to": [',
    paste(link$x2, link$y2, link$h2, sep = ", "), '], "ghz": ', link$ghz,
    ', "ring": [', paste(as.vector(t(ring)), collapse = ", "), '], "freeBelowM": ', number(room(link, ring)), ' }'))
}
cat('{\n  "source": "R ', as.character(getRversion()), ', tests/golden/r/link-clearance.R: every 4 cm of each footprint tried; right to about 1 cm",\n  "scenes": [\n',
  paste(rows, collapse = ",\n"), '\n  ]\n}\n', sep = "")
