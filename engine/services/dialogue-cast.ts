// Who speaks: joins the speakers of lines with the cast, whose present names go before those that lines keep.
import type { Dialogue, Speaker } from '../domain/dialogue/dialogue.ts'
import { speakerName } from '../domain/dialogue/spoken-text.ts'
import type { ProjectStore } from '../store/project-store.ts'

/** The dialogue with every character under their present name; one who is gone keeps the name the line has. */
export const castDialogue = (store: Pick<ProjectStore, 'characters'>, dialogue: Dialogue): Dialogue => {
  const names = new Map(store.characters.list().map(({ id, name }) => [id, speakerName(name)]))
  return {
    ...dialogue,
    nodes: dialogue.nodes.map((node) => {
      if (node.kind !== 'line' || node.speaker.characterId === null) return node
      const name = names.get(node.speaker.characterId)
      return name === undefined ? node : { ...node, speaker: { ...node.speaker, name } }
    }),
  }
}

/** The cast in its order, then names that lines have, the most talkative first. */
export const speakersOf = (
  store: Pick<ProjectStore, 'characters' | 'dialogues'>,
): (Speaker & { readonly lines: number })[] => {
  const counts = new Map<string, number>()
  const free = new Map<string, number>()
  for (const dialogue of store.dialogues.list())
    for (const node of dialogue.nodes) {
      if (node.kind !== 'line') continue
      const { characterId, name } = node.speaker
      const [table, key] = characterId === null ? [free, name] : [counts, characterId]
      if (key !== '') table.set(key, (table.get(key) ?? 0) + 1)
    }
  return [
    ...store.characters.list().map(({ id, name }) => ({ characterId: id, name, lines: counts.get(id) ?? 0 })),
    ...[...free]
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([name, lines]) => ({ characterId: null, name, lines })),
  ]
}
