// What becomes of conversations and answers: changes taken into the text or refused, kept as note or lore, branched, renamed.
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { flushEdits } from '../manuscript/manuscript-api.ts'
import { openConversation, talkStore, type Message } from './talk-store.ts'

export type Hunk = Message['hunks'][number]

const put = (message: Message): void =>
  talkStore.setState(({ messages }) => ({
    messages: messages.map((each) => (each.id === message.id ? message : each)),
  }))

/** One undo step, however many are accepted. */
export const decide = async (
  { id: messageId }: Message,
  choice: { readonly accept?: readonly number[]; readonly reject?: readonly number[] },
): Promise<void> => {
  const { accept = [], reject = [] } = choice
  try {
    // What was typed a moment ago must be there: a change is refused where the words are others by now.
    await flushEdits()
    put(await engine.chat.decide({ messageId, accept: [...accept], reject: [...reject] }))
    if (accept.length > 0) recordEngineAct()
  } catch (error) {
    if (errorCode(error) === 'CONFLICT') notify({ tone: 'warning', message: t('talk:movedOn') })
    else notifyError(error)
  }
}

export const keepAs = async ({ id: messageId }: Message, as: 'note' | 'lore'): Promise<void> => {
  try {
    await engine.chat.keep({ messageId, as })
    recordEngineAct()
    notify({ tone: 'success', message: t(as === 'note' ? 'talk:keptNote' : 'talk:keptLore') })
  } catch (error) {
    notifyError(error)
  }
}

export const branchAt = async ({ id: messageId }: Message): Promise<void> => {
  try {
    const { id } = await engine.chat.branch({ messageId })
    openConversation(id)
    notify({ tone: 'info', message: t('talk:branched') })
  } catch (error) {
    notifyError(error)
  }
}

export const renameConversation = async (conversationId: string, title: string): Promise<void> => {
  const wanted = title.trim().slice(0, 300)
  if (wanted === '') return
  try {
    await engine.chat.rename({ conversationId, title: wanted })
  } catch (error) {
    notifyError(error)
  }
}

export const removeConversation = async (conversationId: string): Promise<void> => {
  try {
    await engine.chat.remove({ conversationId })
    recordEngineAct()
    if (talkStore.getState().currentId === conversationId) openConversation(null)
    notify({ tone: 'info', message: t('talk:removed') })
  } catch (error) {
    notifyError(error)
  }
}
