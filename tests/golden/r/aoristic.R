# Hour-of-week weights of spans around clock changes, minute by minute with R's own time-zone database:
#   Rscript tests/golden/r/aoristic.R > tests/golden/aoristic.json
set.seed(11, kind = "Mersenne-Twister", sample.kind = "Rejection")
# Nights of the clock changes of 2022 to 2024, and any times of those years; whole minutes.
changes <- as.POSIXct(c("2022-03-27 01:00", "2022-10-30 01:00", "2023-03-26 01:00", "2023-10-29 01:00", "2024-03-31 01:00", "2024-10-27 01:00"), tz = "UTC")
from <- c(rep(as.numeric(changes), each = 5) - 60 * sample(0:1000, 30, replace = TRUE),
  as.numeric(as.POSIXct("2022-01-01", tz = "UTC")) + 60 * sample(0:(3 * 525600), 10))
minutes <- sample(1:1500, 40, replace = TRUE)
hour_of_week <- function(seconds) {
  local <- as.POSIXlt(as.POSIXct(seconds, origin = "1970-01-01", tz = "UTC"), tz = "Europe/London")
  ((local$wday + 6) %% 7) * 24 + local$hour
}
weights <- t(sapply(seq_along(from), function(i)
  tabulate(hour_of_week(from[i] + 60 * (seq_len(minutes[i]) - 1)) + 1, 168) / minutes[i]))
changed <- as.POSIXlt(changes[3] + 3600 * (-2:2), tz = "Europe/London")
stopifnot(identical(changed$hour, c(23L, 0L, 2L, 3L, 4L)))

number <- function(v) sprintf("%.15g", v)
list_of <- function(v) paste0("[", paste(number(v), collapse = ", "), "]")
entry <- function(name, json) paste0('  "', name, '": ', json)
rows <- apply(weights, 1, function(w) paste0("[", paste0("[", which(w > 0) - 1, ", ", number(w[w > 0]), "]", collapse = ", "), "]"))
cat("{\n", paste(c(
  entry("source", paste0('"', R.version.string, ', as.POSIXlt(tz = \\"Europe/London\\"); script tests/golden/r/aoristic.R"')),
  entry("fromMs", list_of(from * 1000)), entry("toMs", list_of((from + 60 * minutes) * 1000)),
  entry("weights", paste0("[\n    ", paste(rows, collapse = ",\n    "), "\n  ]"))),
  collapse = ",\n"), "\n}\n", sep = "")
