// Which blocks need a new id: every block has one, no two share one, and the text keeps its own when it is split.

export interface IdentifiedBlock {
  readonly id: string | null
  /** True when it holds no text: of two blocks with one id, the one with words keeps it. */
  readonly empty: boolean
}

/** A new block id: twenty characters, starting with a letter, as the engine makes them. */
export const newBlockId = (): string => `b${crypto.randomUUID().replaceAll('-', '').slice(0, 19)}`

/** @returns the positions in `blocks` that must be given a new id. */
export const blocksNeedingIds = (blocks: readonly IdentifiedBlock[]): number[] => {
  const keeper = new Map<string, number>()
  const needing: number[] = []
  blocks.forEach((block, index) => {
    if (block.id === null || block.id === '') {
      needing.push(index)
      return
    }
    const kept = keeper.get(block.id)
    if (kept === undefined) keeper.set(block.id, index)
    else if (blocks[kept]?.empty === true && !block.empty) {
      needing.push(kept)
      keeper.set(block.id, index)
    } else needing.push(index)
  })
  return needing.sort((a, b) => a - b)
}
