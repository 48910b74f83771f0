// Between a card and a sheet of the cast: which words of a card are which of a sheet. What a sheet cannot hold stays in the card.
import type { CharacterCard, StoredCard } from '../../domain/character-card.ts'
import { NEW_CHARACTER, type CharacterSheet } from '../../domain/character.ts'
import { newCard } from './card-json.ts'

/** What a sheet has room for. */
const MOST = { trait: 200, traits: 60, samples: 40, sample: 2000, background: 20_000, notes: 50_000 }

/** Stand-ins of chat programs, by what they mean here. */
const named = (text: string, name: string): string =>
  text.replaceAll(/\{\{char\}\}|<BOT>/giu, name).replaceAll(/\{\{user\}\}|<USER>/giu, '…')

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What the character says in the examples. */
const samplesOf = ({ examples, name }: CharacterCard): readonly string[] =>
  lines(examples)
    .flatMap((line) => /^(?:\{\{char\}\}|<BOT>)\s*[:：]\s*(.+)$/iu.exec(line)?.[1] ?? [])
    .map((line) => named(line, name).slice(0, MOST.sample))
    .slice(0, MOST.samples)

export const sheetFromCard = (card: CharacterCard): CharacterSheet => ({
  ...NEW_CHARACTER,
  name: card.name.trim().slice(0, 200),
  aliases: [card.nickname.trim().slice(0, 200)].filter((alias) => alias !== '' && alias !== card.name.trim()),
  traits: card.personality
    .split(/[,;\n，；、]/u)
    .map((trait) => named(trait, card.name).trim().slice(0, MOST.trait))
    .filter((trait) => trait !== '')
    .slice(0, MOST.traits),
  background: named(card.description, card.name).slice(0, MOST.background),
  voice: { ...NEW_CHARACTER.voice, samples: samplesOf(card) },
  notes: [card.scenario, card.notes]
    .map((part) => named(part, card.name).trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, MOST.notes),
})

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The card with what the sheet says otherwise by now. @param stored null: one for somebody who came from no card */
export const cardFromSheet = (sheet: CharacterSheet, stored: StoredCard | null): StoredCard => {
  const before = stored ? sheetFromCard(stored.card) : null
  const base = stored ?? newCard({})
  const differs = (a: unknown, b: unknown): boolean => before === null || !isSame(a, b)
  const { name, aliases, traits, background, voice, notes } = sheet
  const change: Partial<CharacterCard> = {
    ...(differs(name, before?.name) ? { name } : {}),
    ...(differs(aliases, before?.aliases) ? { nickname: aliases[0] ?? '' } : {}),
    ...(differs(traits, before?.traits) ? { personality: traits.join(', ') } : {}),
    ...(differs(background, before?.background) ? { description: background } : {}),
    ...(differs(voice.samples, before?.voice.samples)
      ? { examples: voice.samples.map((line) => `<START>\n{{char}}: ${line}`).join('\n') }
      : {}),
    // Two fields of a card became one: what is written over it is for whoever uses the card.
    ...(differs(notes, before?.notes) ? { notes } : {}),
  }
  return { ...base, card: { ...base.card, ...change } }
}
