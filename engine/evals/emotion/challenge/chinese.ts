// Challenges in Chinese, filled from templates: plain words of feeling, negation, degree, speech, description, irony, people.
import type { Emotion } from '../../../domain/emotion.ts'
import type { Challenge } from './cases.ts'

type Body<T> = T extends unknown ? Omit<T, 'language' | 'capability'> : never

const of = (capability: string, challenges: readonly Body<Challenge>[]): Challenge[] =>
  challenges.map((challenge) => ({ ...challenge, capability, language: 'zh' }))

const minimum = (text: string, emotions: readonly Emotion[]): Body<Challenge> => ({
  kind: 'minimum',
  text,
  emotions,
})
const isNot = (text: string, not: readonly Emotion[]): Body<Challenge> => ({ kind: 'minimum', text, not })
const same = (text: string, changed: string): Body<Challenge> => ({ kind: 'invariance', text, changed })
const moved = (text: string, changed: string, by: 1 | -1): Body<Challenge> => ({
  kind: 'direction',
  text,
  changed,
  measure: 'valence',
  by,
})

const FEELINGS: readonly (readonly [Emotion, readonly string[]])[] = [
  ['joy', ['高兴', '开心', '快乐', '幸福', '自豪']],
  ['sadness', ['伤心', '难过', '悲伤', '孤独', '失望']],
  ['anger', ['生气', '愤怒', '恼火', '气愤']],
  ['fear', ['害怕', '恐惧', '惊恐', '紧张']],
  ['disgust', ['恶心', '厌恶', '反胃']],
  ['surprise', ['惊讶', '吃惊', '诧异', '意外']],
]

const vocabulary = of(
  'words of feeling',
  FEELINGS.flatMap(([emotion, words]) =>
    words.flatMap((word) => [
      minimum(`她很${word}。`, [emotion]),
      minimum(`他这辈子从来没有这么${word}过。`, [emotion]),
    ]),
  ),
)

const negation = of('negation', [
  ...['高兴', '开心', '快乐', '满意', '幸福'].flatMap((word) => [
    isNot(`她一点也不${word}。`, ['joy']),
    moved(`他很${word}。`, `他不${word}。`, -1),
  ]),
  ...['害怕', '生气', '难过', '伤心', '担心'].map((word) => moved(`他很${word}。`, `他并不${word}。`, 1)),
  isNot('没有什么可怕的。', ['fear']),
  isNot('我没有生你的气。', ['anger']),
  isNot('他再也笑不出来了。', ['joy']),
])

const degree = of('degree', [
  ...['高兴', '满意', '感动'].map((word) => moved(`她有点${word}。`, `她${word}极了！`, 1)),
  ...['难过', '生气', '害怕', '失望'].map((word) => moved(`她有点${word}。`, `她${word}极了！`, -1)),
])

const CONTENT: readonly (readonly [string, Emotion])[] = [
  ['我真为你高兴', 'joy'],
  ['我天天想她想得哭', 'sadness'],
  ['我恨你', 'anger'],
  ['我怕黑', 'fear'],
  ['真恶心', 'disgust'],
]
const dialogue = of(
  'speech and narration',
  CONTENT.flatMap(([line, emotion]) => [
    minimum(`“${line}。”她说。`, [emotion]),
    minimum(`“${line}。”老人说着，关上了门。`, [emotion]),
    same(`“${line}。”她说。`, `「${line}。」她说。`),
    same(`“${line}。”小明说。`, `“${line}。”王先生说。`),
  ]),
)

const description = of('neutral description', [
  ...['厨房', '院子', '码头', '办公室', '医院', '图书馆'].flatMap((place) => [
    minimum(`${place}在路的尽头，挨着磨坊。`, ['neutral']),
    minimum(`${place}有三扇窗。`, ['neutral']),
    minimum(`她穿过${place}，向左拐。`, ['neutral']),
  ]),
  ...['桌子', '灯', '大衣', '瓶子', '地图'].map((thing) => minimum(`他把${thing}放在门边。`, ['neutral'])),
])

const irony = of('sarcasm', [
  ...[
    '好极了，轮胎又爆了。',
    '真是谢谢你啊，把我的生日全毁了。',
    '太棒了，屋顶又漏雨了。',
    '你可真行，把大家都得罪光了。',
    '哟，真有本事，欺负小孩子。',
  ].map((text) => isNot(text, ['joy'])),
])

const people = of(
  'who it is',
  ['{}哭了一夜。', '{}高兴得跳起来。', '{}在桌边坐下。', '{}气得发抖。'].flatMap((sentence) =>
    ['女人', '男孩', '老太太', '士兵', '护士', '阿莲'].map((person) =>
      same(sentence.replace('{}', '男人'), sentence.replace('{}', person)),
    ),
  ),
)

export const CHINESE_CHALLENGES: readonly Challenge[] = [
  ...vocabulary,
  ...negation,
  ...degree,
  ...dialogue,
  ...description,
  ...irony,
  ...people,
]
