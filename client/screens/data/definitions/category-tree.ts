import type { Category } from "#contract/categories.ts";

export type CategoryNode = { category: Category; children: CategoryNode[] };

/**
 * The flat list as a tree, in the order of the list. A category whose parent is not in the list becomes a root,
 * so that nothing disappears from the screen.
 */
export function categoryTree(categories: readonly Category[]): CategoryNode[] {
  const nodes = new Map(
    categories.map((category) => [category.id, { category, children: [] } as CategoryNode]),
  );
  const roots: CategoryNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.category.parent === null ? undefined : nodes.get(node.category.parent);
    if (parent && parent !== node) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}

/** Options for choosing a category: each with its depth, parents before children. */
export function categoryOptions(
  categories: readonly Category[],
): { id: string; label: string; depth: number }[] {
  const options: { id: string; label: string; depth: number }[] = [];
  const visit = (node: CategoryNode, depth: number) => {
    options.push({ id: node.category.id, label: node.category.label, depth });
    for (const child of node.children) visit(child, depth + 1);
  };
  for (const root of categoryTree(categories)) visit(root, 0);
  return options;
}
