/** An R script that works a map of Gi* out again from the CSV of its inputs, with spdep and a few lines of base R. */
import type { HotspotTest } from "#contract/hotspots.ts";

export type ScriptFacts = {
  test: Pick<HotspotTest, "tail" | "correction" | "ring">;
  title: string;
  csvName: string;
  /** Address of the CSV on this server, below its origin. */
  csvUrl: string;
  /** Hexagon whose sum is printed; null = none in particular. */
  cell: string | null;
};

const R_CORRECTION = { bh: "BH", by: "BY", holm: "holm", none: "none" } as const;

/** Text of the script. It takes the CSV's path or address, and optionally a file to write its own results to. */
export function sumScript({ test, title, csvName, csvUrl, cell }: ScriptFacts): string {
  const quoted = (text: string) => JSON.stringify(text);
  return `# ${title.replaceAll(/[\r\n]/g, " ")}
#
# Works Getis-Ord Gi* out again from the inputs: z by spdep, p exactly by the lines below, q by p.adjust.
#   Rscript this-file.R [inputs.csv or its address] [results.csv]
# Inputs: save ${csvUrl} of the server as ${csvName}
# Needs R with the package spdep.

args <- commandArgs(trailingOnly = TRUE)
input <- if (length(args) >= 1) args[1] else ${quoted(csvName)}
suppressPackageStartupMessages(library(spdep))
d <- read.csv(input, stringsAsFactors = FALSE)
N <- nrow(d)

# Neighbours within ${test.ring} ring(s) in the study area, as row numbers; none for an island.
nb <- lapply(strsplit(d$neighbour_rows, " ", fixed = TRUE), function(rows) {
  if (length(rows) == 0) 0L else as.integer(rows)
})
class(nb) <- "nb"
m <- vapply(nb, function(rows) if (rows[1] == 0L) 1L else length(rows) + 1L, 1L)
tested <- m > 1

# z: Gi* of spdep, binary weights, the hexagon itself included.
z <- as.numeric(localG(d$n, nb2listw(include.self(nb), style = "B", zero.policy = TRUE), zero.policy = TRUE))
z[!tested] <- NA

# S and its expectation.
S <- mapply(function(i, rows) d$n[i] + if (rows[1] == 0L) 0 else sum(d$n[rows]), seq_len(N), nb)
expected <- m * mean(d$n)

# Exact p: ways[j + 1, s + 1] = number of ways to pick j hexagons that hold s incidents together.
M <- max(m)
largest <- sum(head(sort(d$n, decreasing = TRUE), M))
ways <- matrix(0, M + 1, largest + 1)
ways[1, 1] <- 1
counts <- table(d$n)
for (v in as.integer(names(counts))) {
  have <- counts[[as.character(v)]]
  for (j in M:1) for (t in seq_len(min(j, have))) {
    if (t * v > largest) next
    from <- seq_len(largest + 1 - t * v)
    ways[j + 1, from + t * v] <- ways[j + 1, from + t * v] + choose(have, t) * ways[j - t + 1, from]
  }
}
upper <- t(apply(ways, 1, function(w) rev(cumsum(rev(w))))) / choose(N, 0:M)
lower <- t(apply(ways, 1, cumsum)) / choose(N, 0:M)
hot <- pmin(1, upper[cbind(m + 1, S + 1)])
cold <- pmin(1, lower[cbind(m + 1, S + 1)])
p <- ${{ hot: "hot", cold: "cold", "two-sided": "pmin(1, 2 * pmin(hot, cold))" }[test.tail]}
p[!tested] <- NA

# q over all tested hexagons.
q <- rep(NA_real_, N)
q[tested] <- p.adjust(p[tested], method = ${quoted(R_CORRECTION[test.correction])})

# Compared with what the map says.
say <- function(name, ours, theirs) cat(sprintf("%s: largest difference %.3g\\n", name, max(abs(ours - theirs), na.rm = TRUE)))
cat(sprintf("%d hexagons, %d tested, %d incidents, mean %.6f\\n", N, sum(tested), sum(d$n), mean(d$n)))
say("z", z, d$z)
say("p, relative", p / d$p, 1)
say("q, relative", q / d$q, 1)
${cell === null ? "" : cellLines(cell)}if (length(args) >= 2) {
  out <- data.frame(cell = d$cell, n = d$n, local_sum = S, expected = expected, z = z, p = p, q = q)
  write.csv(format(out, digits = 17, trim = TRUE), args[2], row.names = FALSE, quote = FALSE)
}
`;
}

function cellLines(cell: string): string {
  return `i <- match(${JSON.stringify(cell)}, d$cell)
cat(sprintf("%s: n = %d, S = %d, m = %d, expected %.6f, z = %.9f, p = %.9g, q = %.9g\\n",
  d$cell[i], d$n[i], S[i], m[i], expected[i], z[i], p[i], q[i]))
`;
}
