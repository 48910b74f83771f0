// What a model was told, or would be, piece by piece, on a terminal.
import type { Outputs } from '../../engine/contract/index.ts'
import type { Terminal } from './terminal.ts'

type Event = Outputs['npc']['say'] extends AsyncIterable<infer Each> ? Each : never
export type Told = Extract<Event, { kind: 'told' }>['told']

const short = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ').slice(0, 60)

export const sayTold = (terminal: Terminal, { pieces, tokens, room, sent }: Told): void => {
  for (const { source, title, text, tokens: own, included, reason, detail } of pieces)
    terminal.say(
      `${included ? '+' : '-'} ${source}  ${title === '' ? short(text) : title}  ${own} tokens, ${reason}${detail === '' ? '' : ` (${detail})`}`,
    )
  terminal.say(`${tokens} of ${room} tokens:\n${sent}`)
}

/** What a model would be told; null: the grammar is told nothing. */
export const sayPreview = (terminal: Terminal, told: Told | null): { readonly told: Told | null } => {
  if (told) sayTold(terminal, told)
  else terminal.say('the grammar needs to be told nothing: name a model with --model')
  return { told }
}
