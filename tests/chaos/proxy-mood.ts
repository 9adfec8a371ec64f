/** How a proxy treats the connections of one upstream. */
export type ProxyMood =
  | { is: 'well' | 'cut' | 'halve' | 'reorder' }
  /** ms that every byte takes longer, each way */
  | { is: 'delay'; ms: number };
