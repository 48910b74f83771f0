// What is asked of a model in a conversation: which command, about what passage, for how many words. BAD_INPUT for what cannot be.
import type { Inputs } from '../contract/index.ts'
import { findCommand, type ChatCommand, type Passage } from '../domain/chat.ts'
import { EngineError } from '../domain/errors.ts'
import type { Language } from '../domain/project.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import { detectLanguage } from '../text/language.ts'
import { countWords } from '../text/words.ts'
import { passageOf, textOfPassage } from './chat-passage.ts'
import type { OpenProject } from './context.ts'
import { materialRefs, materialTexts } from './material-pieces.ts'
import type { Voice } from './voices.ts'

export type ChatWish = Inputs['chat']['ask'] & { readonly command: string; readonly text: string }

const WORDS_OF_ADVICE = 300
/** Of a rewritten passage, as a share of it. */
const LONGER: Readonly<Record<string, number>> = { shorten: 0.8, expand: 2.6 }
const SAME_LENGTH = 1.6

const refused = (reason: string, message: string): EngineError =>
  new EngineError('BAD_INPUT', `${message} Nothing was asked; your words are as they were.`, { reason })

const commandOf = (wish: ChatWish, voice: Voice): ChatCommand => {
  const command = findCommand(wish.command)
  if (!command || (wish.variant !== undefined && !command.variants.includes(wish.variant)))
    throw refused(
      'unknown-command',
      command
        ? `${command.id} has no variant ${wish.variant}; there are: ${command.variants.join(', ') || 'none'}.`
        : `There is no command ${wish.command}.`,
    )
  if (command.needsInstructions && !voice.abilities.instructions)
    throw refused(
      'no-instructions',
      `${voice.name} only goes on with a text: it can continue, vary and weave, and follows no instructions. Choose a model file with a chat template, or a server that chats.`,
    )
  if (command.id === 'ask' && wish.text.trim() === '') throw refused('no-question', 'There is no question.')
  return command
}

export interface Question {
  readonly voice: Voice
  readonly command: ChatCommand
  readonly variant: string
  readonly passage: Passage | null
  /** Whether the passage is shown to the model; else it is only where an answer could go. */
  readonly isAbout: boolean
  readonly language: Language
  readonly words: number
  /** What of the life record and the media it may be told. */
  readonly material: readonly MaterialRef[]
}

const wordsFor = (wish: ChatWish, { command, passage, voice }: Omit<Question, 'words'>): number => {
  if (wish.words !== undefined) return wish.words
  const own = passage ? countWords(textOfPassage(passage)) : 0
  if (command.gives === 'replacement')
    return voice.abilities.instructions
      ? Math.ceil(own * (LONGER[command.id] ?? SAME_LENGTH)) + 40
      : Math.max(8, own)
  return command.gives === 'addition' ? voice.usual.words : WORDS_OF_ADVICE
}

export const questionOf = (project: OpenProject, wish: ChatWish, voice: Voice): Question => {
  const { store } = project
  const command = commandOf(wish, voice)
  const { sceneId, selection } = wish
  const isAbout = command.id !== 'ask' || selection !== undefined
  const passage =
    sceneId === undefined ? null : passageOf(store, sceneId, selection, isAbout ? command.on : 'place')
  const text = passage ? textOfPassage(passage) : ''
  if (command.id !== 'ask' && (passage === null || (command.on === 'passage' && text === '')))
    throw refused('nothing-selected', 'There is no text that this could be done with.')
  const told = [text, wish.text].find((each) => each.trim() !== '')
  const language = told === undefined ? store.project.get().language : detectLanguage(told)
  const variant = wish.variant ?? command.variants[0] ?? ''
  const material = passage ? materialRefs(project, passage.sceneId, wish.material ?? null) : []
  if (command.id === 'weave' && (!passage || materialTexts(project, passage.sceneId, material).length === 0))
    throw refused(
      'no-material',
      'Nothing of the life record or the media is chosen for this scene, or it says nothing.',
    )
  const found = { voice, command, variant, passage, isAbout, language, material }
  return { ...found, words: wordsFor(wish, found) }
}
