// Which comments words may bring along when they are pasted: those of this project whose words stand nowhere else. A copy of
// words is not what was commented on; words that were cut and put in again are.

let known: ReadonlySet<string> = new Set()
let stands: (id: string) => boolean = () => false

/** The threads of the open project. */
export const setKnownComments = (ids: ReadonlySet<string>): void => {
  known = ids
}

/** @param lookup whether the words of a thread stand in any scene of this window. */
export const setCommentLookup = (lookup: (id: string) => boolean): void => {
  stands = lookup
}

export const mayBringComment = (id: string): boolean => known.has(id) && !stands(id)
