// How large a node is drawn, in the graph's own units.

export const NODE_WIDTH = 210
export const NODE_HEIGHT = 88
