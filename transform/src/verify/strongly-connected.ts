/**
 * Tarjan's strongly connected components, without recursion.
 *
 * @param nodeCount nodes are `0` to `nodeCount - 1`
 * @param successors the successors of a node
 * @returns components in reverse topological order: whatever a component leads to comes before it
 * @example
 * ```ts
 * stronglyConnected(3, (node) => [[1], [0], [0]][node]!); // [[1, 0], [2]]
 * ```
 */
export function stronglyConnected(nodeCount: number, successors: (node: number) => readonly number[]): number[][] {
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const isOpen = new Uint8Array(nodeCount);
  const open: number[] = [];
  const components: number[][] = [];
  const path: { readonly node: number; readonly next: readonly number[]; position: number }[] = [];
  let visited = 0;

  function enter(node: number): void {
    order[node] = low[node] = visited++;
    open.push(node);
    isOpen[node] = 1;
    path.push({ node, next: successors(node), position: 0 });
  }

  function leave(node: number): void {
    path.pop();
    const parent = path[path.length - 1]?.node;
    if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
    if (low[node] !== order[node]) return;
    const component: number[] = [];
    let member: number;
    do {
      member = open.pop()!;
      isOpen[member] = 0;
      component.push(member);
    } while (member !== node);
    components.push(component);
  }

  for (let root = 0; root < nodeCount; root++) {
    if (order[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const successor = top.next[top.position++];
      if (successor === undefined) leave(top.node);
      else if (order[successor] === -1) enter(successor);
      else if (isOpen[successor] === 1) low[top.node] = Math.min(low[top.node]!, order[successor]!);
    }
  }
  return components;
}
