// A sentence or two about a file, in English and Chinese, from what was found in it. It says nothing that no finding says.
import type { Emotion } from '../../../domain/emotion.ts'
import {
  type CaptionFinding,
  type Face,
  type FindingOf,
  type Light,
  type MediaFinding,
  type MoodWord,
  type Scene,
  type SeenObject,
  type SoundCharacter,
  type VoiceEmotion,
  pickFinding,
  ROUGH_BELOW,
} from '../../../domain/media-finding.ts'

interface Words {
  readonly en: string
  readonly zh: string
}

const FACE: Readonly<Record<Emotion, Words>> = {
  joy: { en: 'happy', zh: '高兴' },
  sadness: { en: 'sad', zh: '悲伤' },
  anger: { en: 'angry', zh: '愤怒' },
  fear: { en: 'afraid', zh: '害怕' },
  disgust: { en: 'disgusted', zh: '厌恶' },
  surprise: { en: 'surprised', zh: '惊讶' },
  neutral: { en: 'composed', zh: '平静' },
}

const VOICE: Readonly<Record<VoiceEmotion, Words>> = {
  anger: { en: 'an angry voice', zh: '语气愤怒' },
  boredom: { en: 'a bored voice', zh: '语气厌倦' },
  disgust: { en: 'a disgusted voice', zh: '语气厌恶' },
  fear: { en: 'a frightened voice', zh: '语气惊恐' },
  joy: { en: 'a happy voice', zh: '语气欢快' },
  sadness: { en: 'a sad voice', zh: '语气悲伤' },
  neutral: { en: 'a level voice', zh: '语气平静' },
}

const LIGHT: Readonly<Record<Light, Words>> = {
  dark: { en: 'dark', zh: '昏暗' },
  dim: { en: 'dim', zh: '偏暗' },
  soft: { en: 'soft', zh: '柔和' },
  bright: { en: 'bright', zh: '明亮' },
  glaring: { en: 'glaring', zh: '刺眼' },
}

const SOUND: Readonly<Record<SoundCharacter, Words>> = {
  silence: { en: 'Silence', zh: '一片寂静' },
  speech: { en: 'Somebody speaks', zh: '有人在说话' },
  music: { en: 'Music', zh: '音乐' },
  ambience: { en: 'Ambient sound', zh: '环境声' },
}

const MOODS: Readonly<Record<MoodWord, Words>> = {
  calm: { en: 'calm', zh: '平缓' },
  tender: { en: 'tender', zh: '温柔' },
  melancholy: { en: 'melancholy', zh: '忧郁' },
  dark: { en: 'dark', zh: '阴沉' },
  tense: { en: 'tense', zh: '紧张' },
  driving: { en: 'driving', zh: '激昂' },
  cheerful: { en: 'cheerful', zh: '欢快' },
  bright: { en: 'bright', zh: '明快' },
}

const PLACES: Readonly<Record<Scene, Words>> = {
  street: { en: 'in a street', zh: '街上' },
  station: { en: 'at a station', zh: '车站' },
  airport: { en: 'at an airport', zh: '机场' },
  water: { en: 'by the water', zh: '水边' },
  beach: { en: 'on a beach', zh: '海滩上' },
  snow: { en: 'in the snow', zh: '雪地里' },
  mountain: { en: 'in the mountains', zh: '山里' },
  forest: { en: 'in a forest', zh: '树林里' },
  greenery: { en: 'among trees and grass', zh: '草木之间' },
  park: { en: 'in a park', zh: '公园里' },
  garden: { en: 'in a garden', zh: '花园里' },
  countryside: { en: 'in the countryside', zh: '乡间' },
  wilds: { en: 'among wild animals', zh: '野生动物身边' },
  field: { en: 'on a playing field', zh: '运动场上' },
  livingRoom: { en: 'in a living room', zh: '客厅里' },
  bedroom: { en: 'in a bedroom', zh: '卧室里' },
  bathroom: { en: 'in a bathroom', zh: '浴室里' },
  kitchen: { en: 'in a kitchen', zh: '厨房里' },
  table: { en: 'at a laid table', zh: '餐桌旁' },
  office: { en: 'at a desk', zh: '办公桌前' },
  library: { en: 'among books', zh: '书籍之间' },
  school: { en: 'at a school', zh: '学校里' },
  restaurant: { en: 'in a restaurant', zh: '餐馆里' },
  shop: { en: 'in a shop', zh: '商店里' },
  market: { en: 'at a market', zh: '集市上' },
  church: { en: 'in a church', zh: '教堂里' },
  hospital: { en: 'in a hospital', zh: '医院里' },
  stage: { en: 'on a stage', zh: '舞台上' },
}

/** Below it, a place is a guess and told as one. */
const SURE_OF_PLACE = 0.8

const placeIn = (finding: FindingOf<'scene'> | undefined): readonly Words[] => {
  if (!finding) return []
  const { en, zh } = PLACES[finding.scene]
  const isSure = finding.confidence >= SURE_OF_PLACE
  return [{ en: sentence(isSure ? en : `perhaps ${en}`), zh: isSure ? `在${zh}。` : `可能在${zh}。` }]
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const
const NUMBERS_ZH = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九'] as const
const SURE = 0.5
const MOST_OBJECTS = 5
const LONGEST_QUOTE = 80

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}` : `${NUMBERS[count] ?? count} ${many}`

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  knife: 'knives',
  sheep: 'sheep',
  skis: 'skis',
  scissors: 'scissors',
  mouse: 'mice',
}

const pluralOf = (name: string): string => {
  const known = IRREGULAR[name]
  if (known !== undefined) return known
  return /(s|sh|ch|x)$/.test(name) ? `${name}es` : `${name}s`
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`

const sentence = (text: string): string => (text === '' ? '' : `${text[0].toUpperCase()}${text.slice(1)}.`)

const peopleOf = (faces: readonly Face[], bodies: number): Words | null => {
  const count = Math.max(faces.length, bodies)
  if (count === 0) return null
  const leading = faces.slice(0, 3).map(({ feeling }) => FACE[feeling.emotion])
  const alike = new Set(leading.map(({ en }) => en)).size === 1
  const felt = leading.length === 0 ? '' : alike ? leading[0].en : listed(leading.map(({ en }) => en))
  const feltZh = leading.length === 0 ? '' : alike ? leading[0].zh : leading.map(({ zh }) => zh).join('、')
  return {
    en: `${counted(count, 'person', 'people')}${felt === '' ? '' : count === 1 ? ` who looks ${felt}` : ` who look ${felt}`}`,
    zh: `${NUMBERS_ZH[count] ?? count}个人${feltZh === '' ? '' : `，神情${feltZh}`}`,
  }
}

const thingsOf = (objects: readonly SeenObject[]): Words | null => {
  const groups = [...Map.groupBy(objects, ({ name }) => name).values()].slice(0, MOST_OBJECTS)
  if (groups.length === 0) return null
  return {
    en: listed(groups.map((group) => counted(group.length, group[0].name, pluralOf(group[0].name)))),
    zh: groups
      .map((group) => (group.length === 1 ? group[0].nameZh : `${group[0].nameZh}（${group.length}）`))
      .join('、'),
  }
}

const quoteOf = (lines: readonly { readonly text: string }[]): string => {
  const text = lines.map((line) => line.text).join(' ')
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE).trimEnd()}…`
}

const seenIn = (findings: readonly MediaFinding[]): readonly Words[] => {
  const faces = (pickFinding(findings, 'faces')?.faces ?? []).filter(({ confidence }) => confidence >= SURE)
  const objects = (pickFinding(findings, 'objects')?.objects ?? []).filter(
    ({ confidence }) => confidence >= SURE,
  )
  const text = (pickFinding(findings, 'text')?.lines ?? []).filter(({ confidence }) => confidence >= SURE)
  const light = pickFinding(findings, 'light')
  const people = peopleOf(faces, objects.filter(({ name }) => name === 'person').length)
  const things = thingsOf(objects.filter(({ name }) => name !== 'person'))
  const subject = [people, things].filter((part) => part !== null)
  const quote = quoteOf(text)
  return [
    ...(subject.length > 0
      ? [
          {
            en: sentence(subject.map(({ en }) => en).join(', with ')),
            zh: `画面中有${subject.map(({ zh }) => zh).join('；还有')}。`,
          },
        ]
      : []),
    ...placeIn(pickFinding(findings, 'scene')),
    ...(quote === '' ? [] : [{ en: `It says “${quote}”.`, zh: `上面写着“${quote}”。` }]),
    ...(light
      ? [
          {
            en: `${sentence(LIGHT[light.light].en).slice(0, -1)} light${light.warmth > 0.25 ? ', warm colours' : light.warmth < -0.15 ? ', cold colours' : ''}.`,
            zh: `光线${LIGHT[light.light].zh}${light.warmth > 0.25 ? '，色调偏暖' : light.warmth < -0.15 ? '，色调偏冷' : ''}。`,
          },
        ]
      : []),
  ]
}

const heardIn = (findings: readonly MediaFinding[]): readonly Words[] => {
  const sound = pickFinding(findings, 'sound')
  const voice = pickFinding(findings, 'voice')
  const transcript = pickFinding(findings, 'transcript')
  const said = quoteOf(transcript && transcript.confidence >= ROUGH_BELOW ? transcript.lines : [])
  const longest = voice?.stretches.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0]
  const moods = sound?.words ?? []
  return [
    ...(sound
      ? [
          {
            en: `${SOUND[sound.character].en}${longest ? `, in ${VOICE[longest.voice].en}` : ''}${moods.length > 0 ? ` (${moods.map((word) => MOODS[word].en).join(', ')})` : ''}.`,
            zh: `${SOUND[sound.character].zh}${longest ? `，${VOICE[longest.voice].zh}` : ''}${moods.length > 0 ? `（${moods.map((word) => MOODS[word].zh).join('、')}）` : ''}。`,
          },
        ]
      : []),
    ...(said === '' ? [] : [{ en: `“${said}”`, zh: `“${said}”` }]),
  ]
}

/** What the shots of a clip show, in order, each thing said once. */
const shownIn = (shots: FindingOf<'shots'> | undefined): readonly Words[] => {
  const told = new Set<string>()
  return (shots?.shots ?? [])
    .flatMap(({ seen, caption }) => (caption ? [caption] : seenIn(seen).slice(0, 1)))
    .filter(({ en }) => !told.has(en) && told.add(en))
    .slice(0, 3)
}

/** Null where nothing was found that can be said. */
export const composeCaption = (findings: readonly MediaFinding[]): CaptionFinding | null => {
  const parts = [...seenIn(findings), ...shownIn(pickFinding(findings, 'shots')), ...heardIn(findings)]
  if (parts.length === 0) return null
  const sure = findings.filter(({ aspect }) => aspect !== 'palette')
  const confidence = sure.reduce((sum, finding) => sum + finding.confidence, 0) / (sure.length || 1)
  return {
    aspect: 'caption',
    confidence,
    en: parts.map(({ en }) => en).join(' '),
    zh: parts.map(({ zh }) => zh).join(''),
  }
}
