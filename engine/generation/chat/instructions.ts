// What a model that follows instructions is told: who it helps, what it knows, and what each command asks of it.
import type { Language } from '../../domain/project.ts'

const ROLE: Readonly<Record<Language, string>> = {
  en: 'You help a writer with a story. Heed what is known about it below. Where the writer asks for text of the story, give only that text: no introduction, no comment, no heading, no quotation marks around it. Keep the voice and the language of the story unless asked otherwise.',
  zh: '你在协助一位作者写故事。请遵循下面给出的资料。作者要求写正文时，只给出正文：不要开场白，不要评论，不要标题，也不要给全文加引号。除非另有要求，保持故事的语气和语言。',
}

export const LABELS = {
  en: {
    book: 'Book',
    scene: 'Scene',
    synopsis: 'Synopsis',
    memory: 'What always holds',
    note: 'How to write now',
    cast: 'People',
    beat: 'What is to happen',
    material: 'From life',
    summary: 'What happened before',
    lore: 'About the world',
    earlier: 'Before this scene',
    text: 'The scene',
    passage: 'Passage',
  },
  zh: {
    book: '书名',
    scene: '场景',
    synopsis: '梗概',
    memory: '始终成立的事实',
    note: '当前写作要求',
    cast: '人物',
    beat: '接下来的情节',
    material: '生活素材',
    summary: '前情提要',
    lore: '世界设定',
    earlier: '前文',
    text: '本场景',
    passage: '选段',
  },
} as const satisfies Readonly<Record<Language, unknown>>

type Wording = string | Readonly<Record<string, string>>

const ASKED: Readonly<Record<Language, Readonly<Record<string, Wording>>>> = {
  en: {
    continue: 'Write what comes next, right behind the end of the passage.',
    vary: 'Write the passage anew with the same events in other words.',
    weave:
      'Weave what stands under “From life” into the passage: its people, places, things and words, where they belong. Keep every sentence of the passage that needs no change word for word, and claim nothing that neither the story nor “From life” says.',
    shorten: 'Rewrite the passage to about half its length. Lose nothing that the story needs.',
    expand:
      'Rewrite the passage to about twice its length, with more action, detail and thought, but no new events.',
    tone: {
      warmer: 'Rewrite the passage in a warmer tone.',
      darker: 'Rewrite the passage in a darker tone.',
      lighter: 'Rewrite the passage in a lighter, more playful tone.',
      tenser: 'Rewrite the passage so that it is tenser.',
      plainer: 'Rewrite the passage in plainer words.',
      formal: 'Rewrite the passage in a more formal tone.',
    },
    tense: {
      past: 'Rewrite the passage in the past tense; change nothing else.',
      present: 'Rewrite the passage in the present tense; change nothing else.',
    },
    view: {
      first: 'Rewrite the passage in the first person, from inside the character it follows.',
      second: 'Rewrite the passage in the second person.',
      third: 'Rewrite the passage in the third person, close to the character it follows.',
      'all-knowing': 'Rewrite the passage as told by a narrator who knows everyone’s thoughts.',
    },
    show: 'Rewrite the passage so that what is told (feelings, traits, summaries) is shown by action, speech and detail.',
    senses: {
      all: 'Describe what the passage is about through the senses, in one short paragraph that can stand behind it.',
      sight: 'Describe what can be seen there, in one short paragraph that can stand behind the passage.',
      sound: 'Describe what can be heard there, in one short paragraph that can stand behind the passage.',
      smell: 'Describe what can be smelt there, in one short paragraph that can stand behind the passage.',
      touch:
        'Describe what can be felt on the skin there, in one short paragraph that can stand behind the passage.',
      taste: 'Describe what can be tasted there, in one short paragraph that can stand behind the passage.',
    },
    brainstorm: 'Give eight short and very different ideas for what could happen next, as a list.',
    'what-if':
      'Give five turns the story could take from here, each as “What if …” and one sentence on where it would lead.',
    critique:
      'Criticise the passage as a good editor: what works, what does not and why, with the words in question quoted, and what to try. Do not rewrite it.',
    summarise: 'Summarise the passage in two or three sentences, in the present tense.',
    title: 'Give ten titles for the passage, one a line.',
    translate: {
      en: 'Translate the passage into English, paragraph by paragraph.',
      zh: 'Translate the passage into Chinese, paragraph by paragraph.',
    },
  },
  zh: {
    continue: '紧接选段结尾往下写。',
    vary: '情节不变，换一种说法重写选段。',
    weave:
      '把“生活素材”里的人物、地点、物件和话语织进选段中合适的地方。不需要改动的句子一字不改；故事和素材都没有提到的事，不要写。',
    shorten: '把选段改写到一半左右的篇幅，故事需要的内容都要保留。',
    expand: '把选段扩写到两倍左右的篇幅，增加动作、细节和心理，但不要增加新的情节。',
    tone: {
      warmer: '用更温暖的语气改写选段。',
      darker: '用更阴沉的语气改写选段。',
      lighter: '用更轻松俏皮的语气改写选段。',
      tenser: '改写选段，使气氛更紧张。',
      plainer: '用更平实的语言改写选段。',
      formal: '用更正式的语气改写选段。',
    },
    tense: {
      past: '把选段改写成对往事的回述，其他不变。',
      present: '把选段改写成正在发生的叙述，其他不变。',
    },
    view: {
      first: '用第一人称改写选段，从所跟随人物的内心出发。',
      second: '用第二人称改写选段。',
      third: '用贴近所跟随人物的第三人称改写选段。',
      'all-knowing': '用知晓所有人想法的全知叙述者改写选段。',
    },
    show: '改写选段：直接说出的情绪、性格和概述，改由动作、对话和细节表现出来。',
    senses: {
      all: '写一小段感官描写，表现选段中的情景，可以直接放在选段之后。',
      sight: '写一小段，描写那里看得到的东西，可以直接放在选段之后。',
      sound: '写一小段，描写那里听得到的声音，可以直接放在选段之后。',
      smell: '写一小段，描写那里闻得到的气味，可以直接放在选段之后。',
      touch: '写一小段，描写那里的触感，可以直接放在选段之后。',
      taste: '写一小段，描写那里的味道，可以直接放在选段之后。',
    },
    brainstorm: '给出八个简短而各不相同的点子：接下来可能发生什么。列成清单。',
    'what-if': '给出故事从这里可以走的五个方向，每个写成“如果……”，并用一句话说明会走向哪里。',
    critique: '像一位好编辑那样评论选段：哪里好，哪里不好、为什么（引用原文），可以怎样尝试。不要重写。',
    summarise: '用两三句话概括选段。',
    title: '为选段拟十个标题，每行一个。',
    translate: { en: '把选段逐段译成英文。', zh: '把选段逐段译成中文。' },
  },
}

/** Who it is, and facts under headings. */
export const systemTurn = (language: Language, facts: readonly (readonly [string, string])[]): string =>
  [ROLE[language], ...facts.map(([label, text]) => `## ${label}\n${text}`)].join('\n\n')

/** A command in words, with what the writer adds; a question of the writer's own is itself. */
export const requestOf = (
  language: Language,
  { command, variant, text }: { readonly command: string; readonly variant: string; readonly text: string },
): string => {
  const wording = ASKED[language][command]
  const said = typeof wording === 'string' ? wording : wording?.[variant]
  return [said ?? '', text.trim()].filter((part) => part !== '').join('\n\n')
}
