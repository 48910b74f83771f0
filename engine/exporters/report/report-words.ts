// The words of a report on paper, in both languages of the studio. Numbers and titles come from the report itself.
import type { Emotion } from '../../domain/emotion.ts'
import type { Measure } from '../../domain/measure.ts'
import type { Language } from '../../domain/project.ts'
import type { ReportLine } from '../../domain/arc-report.ts'

export interface ReportWords {
  /** BCP 47, of these words. */
  readonly lang: string
  readonly heading: string
  readonly measures: Readonly<Record<Measure, string>>
  readonly emotions: Readonly<Record<Emotion, string>>
  readonly kinds: Readonly<Record<ReportLine['kind'], string>>
  readonly title: string
  readonly words: string
  readonly leading: string
  readonly sure: string
  readonly uncertain: string
  readonly corrected: string
  readonly gap: string
  readonly change: string
  readonly actual: string
  readonly target: string
  readonly turns: string
  readonly noTurns: string
  readonly turn: (scene: string, before: string, after: string) => string
  readonly by: (author: string) => string
  readonly voiceOf: (name: string) => string
  readonly draftIs: (name: string) => string
  readonly readBy: (analyzers: string) => string
  readonly note: string
  readonly untitled: string
  readonly narration: string
}

const en: ReportWords = {
  lang: 'en',
  heading: 'Emotional arc',
  measures: {
    valence: 'Valence',
    arousal: 'Arousal',
    tension: 'Tension',
    joy: 'Joy',
    sadness: 'Sadness',
    anger: 'Anger',
    fear: 'Fear',
    disgust: 'Disgust',
    surprise: 'Surprise',
  },
  emotions: {
    joy: 'joy',
    sadness: 'sadness',
    anger: 'anger',
    fear: 'fear',
    disgust: 'disgust',
    surprise: 'surprise',
    neutral: 'neutral',
  },
  kinds: { book: 'Book', part: 'Part', chapter: 'Chapter', scene: 'Scene', character: 'Character' },
  title: 'Title',
  words: 'Words',
  leading: 'Leading emotion',
  sure: 'Confidence',
  uncertain: 'Uncertain',
  corrected: 'Corrected',
  gap: 'Gap to target',
  change: 'Change from draft',
  actual: 'as written',
  target: 'target',
  turns: 'Turns',
  noTurns: 'The level does not change far enough anywhere to call it a turn.',
  turn: (scene, before, after) => `${scene}: from ${before} to ${after}`,
  by: (author) => `by ${author}`,
  voiceOf: (name) => `Feelings of ${name}`,
  draftIs: (name) => `compared with “${name}”`,
  readBy: (analyzers) => `Read by ${analyzers}.`,
  note: 'Dotted where the reading is uncertain. An automatic reading of feelings is a second opinion, not a verdict.',
  untitled: 'Untitled',
  narration: 'Narration',
}

const zh: ReportWords = {
  lang: 'zh-CN',
  heading: '情绪弧线',
  measures: {
    valence: '效价',
    arousal: '唤醒度',
    tension: '紧张度',
    joy: '喜悦',
    sadness: '悲伤',
    anger: '愤怒',
    fear: '恐惧',
    disgust: '厌恶',
    surprise: '惊讶',
  },
  emotions: {
    joy: '喜悦',
    sadness: '悲伤',
    anger: '愤怒',
    fear: '恐惧',
    disgust: '厌恶',
    surprise: '惊讶',
    neutral: '平静',
  },
  kinds: { book: '全书', part: '卷', chapter: '章', scene: '场景', character: '人物' },
  title: '标题',
  words: '字数',
  leading: '主导情绪',
  sure: '把握',
  uncertain: '不确定',
  corrected: '已更正',
  gap: '与目标的差距',
  change: '与旧稿相比',
  actual: '实际',
  target: '目标',
  turns: '转折',
  noTurns: '全文没有足以称为转折的变化。',
  turn: (scene, before, after) => `${scene}：由 ${before} 变为 ${after}`,
  by: (author) => `${author} 著`,
  voiceOf: (name) => `${name}的情绪`,
  draftIs: (name) => `与“${name}”对照`,
  readBy: (analyzers) => `由 ${analyzers} 分析。`,
  note: '虚线处为不确定的判断。自动分析只是另一种读法，并非定论。',
  untitled: '未命名',
  narration: '叙述',
}

const ALL: Readonly<Record<Language, ReportWords>> = { en, zh }
export const reportWords = (language: Language): ReportWords => ALL[language]
