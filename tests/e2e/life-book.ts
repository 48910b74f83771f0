// A book that has grown out of a life, ready on the disk: photos and a recording without entries, a diary of some hundred days, a
// passage into which a day was woven, a picture at half the width and a pull quote.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { createEngine } from '../../engine/index.ts'
import { wav } from '../analysis/media/samples.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { makeProject } from '../helpers/studio-page.ts'
import type { Locale } from './screens-session.ts'

const WORDS = {
  en: {
    title: 'The Salt Year',
    language: 'en',
    scenes: [
      ['The pier', ['It was late. Nobody on the pier spoke.', 'She went on alone.']],
      ['Home', ['The kitchen was dark.']],
    ],
    day: 'In the evening Marta brought an old lantern to the pier. The ferry was late.',
    woven: 'It was late. Nobody on the pier spoke. Marta held up the old lantern.\n\nShe went on alone.',
    untold: 'Grandmother gave me her silver compass. I did not know how to thank her.',
    others: ['Rain all day.', 'Long walk with Tom by the river.', 'Nothing much. Tea, and the radio.'],
    caption: 'The pier, the last evening',
    alt: 'Planks over dark water',
    pull: 'Nobody on the pier spoke.',
    said: ['I am on the ferry now.', 'The captain lets me hold the lantern.'],
  },
  'zh-CN': {
    title: '盐之年',
    language: 'zh',
    scenes: [
      ['码头', ['天色已晚。码头上没有人说话。', '她独自往前走。']],
      ['家', ['厨房里一片漆黑。']],
    ],
    day: '傍晚，玛尔塔提着一盏旧灯笼来到码头。渡轮晚点了。',
    woven: '天色已晚。码头上没有人说话。玛尔塔举起那盏旧灯笼。\n\n她独自往前走。',
    untold: '外婆把她的银罗盘给了我。我不知道怎样谢她。',
    others: ['下了一整天的雨。', '和小汤沿河走了很久。', '没什么事。喝茶，听收音机。'],
    caption: '码头，最后一个傍晚',
    alt: '黑色水面上的木板',
    pull: '码头上没有人说话。',
    said: ['我在渡轮上。', '船长让我提着灯笼。'],
  },
} as const

const photoOf = (hue: number): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="hsl(${hue} 30% 60%)"/>
       <rect y="380" width="900" height="220" fill="hsl(${hue} 25% 25%)"/><circle cx="660" cy="170" r="60" fill="#f3d9a0"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer()

const EMOTIONS = ['joy', 'sadness', 'neutral', 'fear', 'joy', 'surprise', 'anger'] as const
const FELT = { joy: 0.6, sadness: -0.4, neutral: 0, fear: -0.4, surprise: 0.2, anger: -0.4 } as const

/** @returns the project's path. */
export const makeLifeBook = async (folder: string, locale: Locale): Promise<string> => {
  const words = WORDS[locale]
  const file = await makeProject(folder, words)
  const engine = createEngine({ dataDir: path.join(folder, 'maker'), documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  await client.project.open({ path: file })
  const server = await openAiServer({ mode: 'both' })
  try {
    const photos: string[] = []
    for (const [at, name] of ['IMG_20240614_201500.jpg', 'IMG_20240722_101500.jpg'].entries()) {
      const bytes = new Uint8Array(await photoOf(200 + 30 * at))
      photos.push((await client.media.add({ file: new File([bytes], name) })).id)
    }
    const [pier = '', lake = ''] = photos
    await client.media.update({ mediaId: pier, caption: words.caption, alt: words.alt })
    const note = await client.media.add({
      file: new File([new Uint8Array(wav(2))], 'Voice 2024-07-03 18.20.00.wav'),
    })
    const lines = words.said.map((text, at) => ({ text, fromMs: 1000 * at, toMs: 1000 * at + 900 }))
    await client.media.correct({
      mediaId: note.id,
      finding: { aspect: 'transcript', confidence: 1, lines },
    })
    const add = (local: string, text: string, emotion: (typeof EMOTIONS)[number], valence: number) =>
      client.life.add({ local, text, mood: { emotion, valence, arousal: 0.5 } })
    for (let day = 0; day < 120; day += 3) {
      const local = new Date(Date.UTC(2024, 4, 1 + day, 21)).toISOString().slice(0, 19)
      const emotion = EMOTIONS[day % EMOTIONS.length] ?? 'neutral'
      await add(local, words.others[(day / 3) % words.others.length] ?? '', emotion, FELT[emotion] * 0.6)
    }
    await add('2024-06-30T22:00:00', words.untold, 'joy', 0.9)
    const lived = await client.life.add({
      local: '2024-06-14T22:00:00',
      text: words.day,
      people: [locale === 'en' ? 'Marta' : '玛尔塔'],
      mood: { emotion: 'sadness', valence: -0.4, arousal: 0.4 },
      mediaIds: [pier],
    })
    const [{ id: sceneId } = { id: '' }] = (await client.binder.tree()).filter(({ kind }) => kind === 'scene')
    await client.doors.set({ id: 'remote-models', open: true })
    const [{ id: writerId } = { id: '' }] = await client.model.add({ url: server.url })
    await client.model.change({ id: writerId, change: { mask: false } })
    server.behave({ kind: 'write', pieces: [words.woven] })
    const material = [{ kind: 'entry' as const, id: lived.id }]
    for await (const event of await client.chat.ask({ sceneId, command: 'weave', writerId, material }))
      if (event.kind === 'done')
        await client.chat.decide({
          messageId: event.message.id,
          accept: event.message.hunks.map(({ index }) => index),
        })
    await client.model.remove({ id: writerId })
    await client.doors.set({ id: 'remote-models', open: false })
    const { rev, document } = await client.scene.get({ sceneId })
    const quoted = {
      type: 'paragraph' as const,
      attrs: { id: 'pull-words' },
      content: [{ type: 'text' as const, text: words.pull }],
    }
    await client.scene.save({
      sceneId,
      baseRev: rev,
      document: {
        ...document,
        content: [
          ...document.content,
          { type: 'blockquote', attrs: { id: 'pull', pull: true }, content: [quoted] },
          {
            type: 'image',
            attrs: { id: 'half', mediaId: lake, alt: words.alt, caption: words.caption, size: 'half' },
          },
        ],
      },
    })
  } finally {
    await server.close()
    await engine.close()
  }
  if (readFileSync(file).length === 0) throw new Error('the book is empty')
  return file
}
