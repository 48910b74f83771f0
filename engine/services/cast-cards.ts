// cast.importCard and cast.exportCard: people come in from character cards, with the lore in them, and go out as cards.
import type { Outputs } from '../contract/index.ts'
import type { StoredCard } from '../domain/character-card.ts'
import type { Character } from '../domain/character.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { parseBounded, readCard, versionOf, writeCardJson } from '../importers/cards/card-json.ts'
import { isPng, readCardPng, writeCardPng } from '../importers/cards/card-png.ts'
import { cardFromSheet, sheetFromCard } from '../importers/cards/card-sheet.ts'
import { readLorebook, type ReadLore } from '../importers/lorebook/world-info.ts'
import { act } from './act.ts'
import { os, projectOf } from './os.ts'

/** A larger picture is not kept with the card: it would weigh on every save of the cast. */
const MOST_PICTURE_BYTES = 4 << 20
const MAX_BYTES = 64 << 20

/** As it lies beside the character. */
interface KeptCard {
  readonly source: StoredCard['source']
  /** PNG as base64; null: a card that came without, or with one that is too large. */
  readonly picture: string | null
}

const unreadable = (error: unknown): EngineError =>
  new EngineError(
    'UNSUPPORTED_FORMAT',
    `${error instanceof Error ? error.message : String(error)}. Nothing was taken in.`,
    {},
    { cause: error },
  )

/** A card without a lorebook, or with one that cannot be read, has no lore: the card itself keeps what it says. */
const loreOf = (source: StoredCard['source']): readonly ReadLore[] => {
  try {
    return readLorebook(source).entries
  } catch {
    return []
  }
}

const read = async (file: File) => {
  try {
    if (file.size > MAX_BYTES) throw new Error('This file is too large for a character card')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const stored = isPng(bytes) ? readCardPng(bytes) : readCard(parseBounded(new TextDecoder().decode(bytes)))
    const isKept = isPng(bytes) && bytes.length <= MOST_PICTURE_BYTES
    return { stored, picture: isKept ? Buffer.from(bytes).toString('base64') : null }
  } catch (error) {
    throw unreadable(error)
  }
}

const keptOf = (value: unknown): KeptCard | null =>
  typeof value === 'object' && value !== null && 'source' in value ? (value as KeptCard) : null

export const castCards = (toContract: (character: Character) => Outputs['cast']['list'][number]) => ({
  importCard: os.cast.importCard.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const { stored, picture } = await read(input.file)
    const lore = loreOf(stored.source)
    const id = newId()
    act(project, 'cast.import', [{ kind: 'cast' }, { kind: 'lore' }], () => {
      const { characters, lore: book } = project.store
      characters.put(id, sheetFromCard(stored.card))
      characters.setCard(id, { source: stored.source, picture } satisfies KeptCard)
      for (const { entry, source } of lore) book.put({ ...entry, id: newId() }, source)
    })
    return { character: toContract(project.store.characters.get(id)), lore: lore.length }
  }),

  exportCard: os.cast.exportCard.handler(({ input: { id, format, version }, context }) => {
    const { characters } = projectOf(context).store
    const sheet = characters.get(id)
    const kept = keptOf(characters.card(id))
    const stored = cardFromSheet(sheet, kept ? readCard(kept.source) : null)
    const name = sheet.name.replace(/[^\p{L}\p{N} -]/gu, '') || 'character'
    if (format === 'json')
      return new File([writeCardJson(stored, version ?? versionOf(stored.source))], `${name}.json`, {
        type: 'application/json',
      })
    const picture = kept?.picture == null ? undefined : Buffer.from(kept.picture, 'base64')
    return new File([Buffer.from(writeCardPng(stored, picture))], `${name}.png`, { type: 'image/png' })
  }),
})
