import axe from "axe-core";
import type { Page } from "playwright-core";

type AxeFinding = { id: string; impact: string; nodes: { target: string[] }[] };

/** WCAG 2.2 AA findings of axe-core on the page as it stands, one line each. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const findings = await page.evaluate<AxeFinding[]>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }).then((r) => r.violations)`,
  );
  return findings.map(
    (one) => `${one.id} (${one.impact}): ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`,
  );
}
