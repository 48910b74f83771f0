// What a model is asked for the next line of somebody who speaks with a player: a conversation where it follows
// instructions, else a script that it goes on with. Also what is cut from its answer.
import type { NpcMemory, NpcTurn } from '../../domain/npc-session.ts'
import type { Language } from '../../domain/project.ts'
import { speakerConversation, type SpeakerKnowledge, type ToldSpeaker } from '../cast/speaker-context.ts'

export interface NpcScene {
  readonly language: Language
  /** Who they are and how they feel: generation/cast/persona-prompt. */
  readonly persona: string
  readonly npcName: string
  readonly playerName: string
  readonly memories: readonly Pick<NpcMemory, 'text'>[]
  /** In order; the last one is what they answer. */
  readonly turns: readonly Pick<NpcTurn, 'role' | 'text'>[]
  readonly words: number
  /** What the project knows at their place, and they may. */
  readonly knowledge: SpeakerKnowledge
}

const WORDS = {
  en: {
    player: 'The player',
    rules: (name: string, words: number) =>
      `Answer with what ${name} says, in one line of at most ${words} words: spoken words only, without a name before them, without quotation marks, without a description of acts.`,
    script: (name: string) => `${name}: `,
    event: (text: string) => `(${text})`,
  },
  zh: {
    player: '玩家',
    rules: (name: string, words: number) =>
      `只写${name}说的话，一行，最多${words}字；前面不写名字，不加引号，不描写动作。`,
    script: (name: string) => `${name}：`,
    event: (text: string) => `（${text}）`,
  },
}

/** How the player is called where they have no name. */
export const nameOfPlayer = (name: string, language: Language): string =>
  name.trim() === '' ? WORDS[language].player : name

/**
 * As a chat: they are the assistant; what the player says and what happens comes from the user.
 * @param room tokens for all of it; the oldest lines go first. The last one always stays.
 */
export const npcConversation = (
  { language, persona, npcName, memories, turns, words, knowledge }: NpcScene,
  room: number,
  count: (text: string) => number,
): ToldSpeaker =>
  speakerConversation(
    {
      ...knowledge,
      language,
      persona,
      recollections: memories.map(({ text }) => text),
      rules: WORDS[language].rules(npcName, words),
      turns: turns.map(({ role, text }) => ({
        role: role === 'npc' ? 'assistant' : 'user',
        text: role === 'event' ? WORDS[language].event(text) : text,
      })),
    },
    room,
    count,
  )

/** As a script that breaks off before their line. @param room characters; the oldest lines go first. */
export const npcScript = (scene: NpcScene, room: number): string => {
  const said = WORDS[scene.language]
  const lines = scene.turns.map(({ role, text }) => {
    if (role === 'event') return said.event(text)
    return said.script(role === 'npc' ? scene.npcName : nameOfPlayer(scene.playerName, scene.language)) + text
  })
  const end = said.script(scene.npcName).trimEnd()
  const kept: string[] = []
  let left = room - end.length
  for (const line of lines.toReversed()) {
    left -= line.length + 1
    if (left < 0 && kept.length > 0) break
    kept.unshift(line)
  }
  return [...kept, end].join('\n')
}

const QUOTED = /^["“”'‘’「」『』«»]+|["“”'‘’「」『』«»]+$/gu
const STAGE = /\*[^*\n]{0,200}\*/gu
const COLONS = [':', '：']

/** Without their own name before it; null: it may yet become one. */
const unnamed = (text: string, names: readonly string[], isWhole: boolean): string | null => {
  const begun = text.toLowerCase()
  for (const name of names) {
    for (const colon of COLONS) {
      const head = name.toLowerCase() + colon
      if (begun.startsWith(head)) return text.slice(head.length)
      if (!isWhole && head.startsWith(begun)) return null
    }
  }
  return text
}

/**
 * What of the text so far is their line: its first line, without their name, quotation marks and what is done meanwhile.
 * @param isWhole nothing follows; else what may still turn out to be none of it is held back
 * @returns `isOver`: more of it is not wanted.
 */
export const npcLine = (
  text: string,
  names: readonly string[],
  isWhole: boolean,
): { readonly line: string; readonly isOver: boolean } => {
  const [first = '', ...rest] = text.trimStart().split(/\r?\n/u)
  const isOver = rest.length > 0
  const said = unnamed(first, names, isWhole || isOver)
  if (said === null) return { line: '', isOver: false }
  const spoken = said.replaceAll(STAGE, ' ')
  const held = isWhole || isOver ? spoken.replaceAll('*', '') : spoken.replace(/\*[^*]*$/u, '')
  const line = held.replaceAll(/\s+/gu, ' ').trim().replaceAll(QUOTED, '').trim()
  return { line, isOver: isOver && line !== '' }
}
