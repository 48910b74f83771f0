// Reads a chat that WhatsApp exported as text, as iPhones and Android phones write it, in both languages: an entry a day.
import { RemarkList, type BookFolder } from '../imported-book.ts'
import { filesByName, headOf, textFile } from './archive-files.ts'
import { NEW_ENTRY, type DateOrder, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { dateOrderOf, localOf, readWallTime } from './wall-time.ts'

/** Marks of writing direction, and the narrow space before AM. */
const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const SPACES = /[\u00a0\u202f]/gu
const WHEN = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+(?:上午|下午|凌晨|早上|中午|晚上)?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?`
/** An iPhone puts the time into brackets, Android a dash behind it. */
const LINE = new RegExp(String.raw`^(?:\[(${WHEN})\]\s?|(${WHEN})\s-\s)(.*)$`, 'u')
const SENDER = /^([^:：\n]{1,100})[:：]\s?([\s\S]*)$/u
/** The word for it is the phone's language, the shape is not; what Android names itself needs no word. */
const ATTACHED =
  /^<[^<>:：]{1,24}[:：]\s?([^<>]+\.\w{2,5})>|^((?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5})\s[(（][^)）]{1,40}[)）]|^(.+\.\w{2,5})\s[(（](?:file attached|文件附件|附件)[)）]/u
const OMITTED =
  /^<?(?:(?:image|video|audio|sticker|GIF|document|Contact card|media) omitted|省略多媒体文件|已省略.{1,6}|(?:图片|视频|音频|动图|文档|贴图)已?省略|Medien ausgeschlossen|Médias omis|Multimedia omitido)>?$/iu
/**
 * What an iPhone puts in by itself, whoever it is written under: marks of direction before the line and before the words, or, at the
 * chat's beginning, before the words alone. One alone may be a writer's.
 */
const PUT_IN =
  /^\u200e\[[^\]]*\]\s?[^:：\n]{1,100}[:：]\s?\u200e(?!<[^<>]+[:：])|[:：]\s?\u200e[^\n]*(?:end-to-end encrypted|Ende-zu-Ende|端到端加密|de bout en bout|de extremo a extremo)/iu
const EDITED = /\s*\u200e<[^<>:：]{4,40}>$/u

const clean = (text: string): string => text.replace(MARKS, '').replace(SPACES, ' ')

/** A diary's days can look the same: here somebody speaks in nearly every line. */
const isChat = (head: string): boolean => {
  const lines = clean(head)
    .split('\n')
    .flatMap((line) => LINE.exec(line)?.[3] ?? [])
  return lines.length > 0 && lines.filter((said) => SENDER.test(said)).length * 2 > lines.length
}

const chats = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.txt$/iu.test(path) && isChat(headOf(archive, path)))

/** `WhatsApp Chat with Anna.txt` → Anna; `_chat.txt` says nothing, the folder's name does. */
const chatName = (archive: BookFolder, path: string): string => {
  const own = path.replace(/^.*\//u, '').replace(/\.txt$/iu, '')
  const name = own === '_chat' ? archive.name : own
  return (
    clean(name)
      .replace(/^WhatsApp Chat(?: with| -)\s*/iu, '')
      .replace(/^与\s*(.+?)\s*的?\s*WhatsApp\s*(?:聊天|对话)$/iu, '$1')
      .replace(/\.(?:zip|txt)$/iu, '')
      .trim() || 'WhatsApp'
  )
}

interface Message {
  readonly when: string
  readonly sender: string
  text: string
}

const messagesOf = (text: string, remarks: RemarkList): readonly Message[] => {
  const messages: Message[] = []
  // What a line without a sender says, WhatsApp says; a line that goes on after one belongs to it.
  let current: Message | null = null
  for (const whole of text.split('\n')) {
    const line = clean(whole.replace(EDITED, ''))
    const match = LINE.exec(line)
    if (!match) {
      if (current) current.text += `\n${line}`
      continue
    }
    const said = SENDER.exec(match[3])
    const isPutIn = PUT_IN.test(whole) && !OMITTED.test(said?.[2].trim() ?? '')
    if (!said || isPutIn) {
      current = null
      remarks.add('life-notice', match[3])
      continue
    }
    current = { when: match[1] ?? match[2], sender: said[1].trim(), text: said[2] }
    messages.push(current)
  }
  return messages
}

const daysOf = (
  archive: BookFolder,
  path: string,
  order: DateOrder | undefined,
  remarks: RemarkList,
): readonly ReadEntry[] => {
  const chat = chatName(archive, path)
  const names = filesByName(archive)
  const messages = messagesOf(textFile(archive, path), remarks)
  const found = order ?? dateOrderOf(messages.map(({ when }) => when))
  if (found === null && messages.some(({ when }) => !/^\d{4}/u.test(when)))
    remarks.add('life-date-order', messages[0]?.when)
  const timed = messages.flatMap((message) => {
    const wall = readWallTime(message.when, found ?? 'dmy')
    if (!wall) remarks.add('life-no-date', message.when)
    return wall ? [{ ...message, wall }] : []
  })
  return [...Map.groupBy(timed, ({ wall }) => wall.day)].map(([day, said]) => {
    const media: string[] = []
    const lines = said.flatMap(({ sender, text, wall }) => {
      const at = `${wall.time?.slice(0, 5) ?? ''} ${sender}:`
      const attached = ATTACHED.exec(text.trim())
      const name = attached?.[1] ?? attached?.[2] ?? attached?.[3]
      if (name !== undefined) {
        const file = names.get(name.trim().toLowerCase())
        if (file === undefined) remarks.add('life-media-missing', name)
        else media.push(file)
        const words = text
          .trim()
          .slice(attached?.[0].length ?? 0)
          .trim()
        return words === '' ? [] : [`${at} ${words}`]
      }
      if (OMITTED.test(text.trim())) {
        remarks.add('life-media-missing', text)
        return []
      }
      return [`${at} ${text.trim()}`]
    })
    return {
      ...NEW_ENTRY,
      id: `${chat} ${day}`,
      local: localOf(said[0].wall),
      title: chat,
      text: lines.join('\n'),
      people: [...new Set(said.map(({ sender }) => sender))],
      media: [...new Set(media)],
    }
  })
}

export const whatsappImporter: LifeImporter = {
  id: 'whatsapp',
  version: '1',
  title: 'WhatsApp',

  fits: (archive) => chats(archive).length > 0,

  read(archive, { dateOrder }) {
    const remarks = new RemarkList()
    const entries = chats(archive).flatMap((path) => daysOf(archive, path, dateOrder, remarks))
    return { entries, remarks: remarks.list(), table: null }
  },
}
