/** Waits until the demo's columns and buildings are there: they follow after the first screen. */
export async function columnsAreThere(url: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const answer = await fetch(`${url}/api/v1/columns?limit=1`);
    const { data = [] } = (await answer.json()) as { data?: unknown[] };
    if (data.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("the demo's columns never came");
}
