// What somebody remembers, what they are asked, and what of an answer is their line.
import { describe, expect, it } from 'vitest'
import { KEPT_TURNS, MOST_MEMORIES, type NpcTurn } from '../../../engine/domain/npc-session.ts'
import { afterTurns, keptMemories, recalled } from '../../../engine/generation/npc/npc-memory.ts'
import { npcConversation, npcLine, npcScript } from '../../../engine/generation/npc/npc-prompt.ts'

const names = { npc: 'Mira', player: 'Tom' }
const turn = (text: string, facts: Partial<NpcTurn> = {}): NpcTurn => ({
  role: 'player',
  text,
  feeling: { label: 'neutral', valence: 0, arousal: 0 },
  atMinutes: 0,
  turnId: null,
  ...facts,
})
const moved = { label: 'joy', valence: 0.9, arousal: 0.8 } as const

describe('memory', () => {
  it('keeps the newest lines word for word, and of those before them what moved', () => {
    const said = Array.from({ length: KEPT_TURNS }, (_, at) => turn(`Line ${at}.`, { atMinutes: at }))
    const first = { turns: [turn('You saved my life!', { feeling: moved }), ...said.slice(1)], memories: [] }
    const { turns, memories } = afterTurns(
      first,
      [turn('And now?'), turn('Nothing.', { role: 'npc' })],
      names,
    )
    expect(turns).toHaveLength(KEPT_TURNS)
    expect(turns.at(-1)!.text).toBe('Nothing.')
    expect(memories).toMatchObject([{ text: 'Tom: You saved my life!' }])
  })

  it('stays within its limit however long they speak, and lets the weakest go first', () => {
    let held: ReturnType<typeof afterTurns> = { turns: [], memories: [] }
    for (let at = 0; at < 500; at++)
      held = afterTurns(held, [turn(`Gift ${at}`, { feeling: moved, atMinutes: at })], names)
    expect(held.turns).toHaveLength(KEPT_TURNS)
    expect(held.memories).toHaveLength(MOST_MEMORIES)
    const many = Array.from({ length: MOST_MEMORIES + 1 }, (_, at) => ({
      text: `${at}`,
      importance: at === 3 ? 0.01 : 0.5,
      atMinutes: 0,
    }))
    expect(keptMemories(many, 0).map(({ text }) => text)).not.toContain('3')
  })

  it('brings to mind what the remark is about, in English and in Chinese', () => {
    const memories = [
      { text: 'The player stole the silver lantern.', importance: 0.3, atMinutes: 0 },
      { text: 'The harbour froze over.', importance: 0.3, atMinutes: 0 },
      { text: '玩家救过我的弟弟', importance: 0.3, atMinutes: 0 },
    ]
    expect(recalled(memories, 'Where is the lantern?', 10, 1)).toEqual([memories[0]])
    expect(recalled(memories, '你弟弟好吗', 10, 1)).toEqual([memories[2]])
  })
})

const scene = {
  language: 'en',
  persona: 'You are Mira.',
  npcName: 'Mira',
  playerName: 'Tom',
  memories: [{ text: 'Tom stole a lamp.' }],
  turns: [
    turn('Hello.'),
    turn('Good evening.', { role: 'npc' }),
    turn('It begins to rain.', { role: 'event' }),
    turn('May I come in?'),
  ],
  words: 20,
  knowledge: { known: [], left: [] },
} as const
const count = (text: string): number => text.length

describe('what a model is asked', () => {
  it('is a conversation that alternates, with the memories before it', () => {
    const { turns, pieces } = npcConversation(scene, 10_000, count)
    expect(pieces.every(({ included }) => included)).toBe(true)
    expect(turns.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(turns[0].text).toContain('- Tom stole a lamp.')
    expect(turns[3].text).toBe('(It begins to rain.)\nMay I come in?')
  })

  it('drops the oldest where there is no room, never the last', () => {
    const { turns, pieces } = npcConversation(scene, 1, count)
    expect(pieces.map(({ source, reason }) => `${source} ${reason}`)).toContain('recollection no-room')
    expect(turns.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(turns[1].text).toBe('May I come in?')
  })

  it('is a script that breaks off before their line, for who follows no instructions', () => {
    expect(npcScript(scene, 1000)).toBe(
      'Tom: Hello.\nMira: Good evening.\n(It begins to rain.)\nTom: May I come in?\nMira:',
    )
    expect(npcScript(scene, 10)).toBe('Tom: May I come in?\nMira:')
    expect(npcScript({ ...scene, language: 'zh', playerName: '' }, 12)).toBe('玩家：May I come in?\nMira：')
  })
})

describe('their line', () => {
  it('is the first one, without name, quotation marks and acts', () => {
    expect(npcLine('Mira: “Come in.”\nTom: Thanks.', ['Mira'], true)).toEqual({
      line: 'Come in.',
      isOver: true,
    })
    expect(npcLine('*smiles* Come *in*, then', ['Mira'], true).line).toBe('Come , then')
    expect(npcLine('米拉：「请进。」', ['米拉'], true).line).toBe('请进。')
  })

  it('never shows what is taken back later', () => {
    const text = 'Mira: *she nods* “Come in, Mira: said she.” *bows*\nTom: Thanks.'
    let shown = ''
    for (let end = 1; end <= text.length; end++) {
      const { line } = npcLine(text.slice(0, end), ['Mira'], false)
      if (line.length <= shown.length) continue
      expect(line.startsWith(shown.trimEnd())).toBe(true)
      shown = line
    }
    expect(npcLine(text, ['Mira'], true).line.startsWith('Come in, Mira: said she.')).toBe(true)
  })
})
