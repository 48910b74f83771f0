// Seals and unseals, for the engine, with the operating system's keychain.
import { safeStorage } from 'electron'
import type { EngineMessage, EngineWord } from '../../engine/engine-process.ts'

/** On Linux without a keyring Electron would use a password that anybody can know: that is no keychain. */
const isThere = async (): Promise<boolean> =>
  (await safeStorage.isAsyncEncryptionAvailable()) &&
  !(process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')

const work = async ({ kind, text }: { readonly kind: 'seal' | 'unseal'; readonly text: string }) => {
  try {
    if (!(await isThere())) return null
    if (kind === 'seal') return (await safeStorage.encryptStringAsync(text)).toString('base64')
    return (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result
  } catch {
    return null
  }
}

/** True when the word was meant for here. */
export const answerKeychain = (word: EngineWord, answer: (message: EngineMessage) => void): boolean => {
  if (word.kind !== 'seal' && word.kind !== 'unseal') return false
  const { kind, ticket, text } = word
  void work({ kind, text }).then((done) => answer({ kind: 'sealed', ticket, text: done }))
  return true
}
