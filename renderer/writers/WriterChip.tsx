// The chip in the top bar: who writes and on what, and the way to whoever else could.
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import { useApp } from '../app/app-store.ts'
import { writerIn } from '../cowriter/cowriter-options.ts'
import { useCowriter } from '../cowriter/cowriter-store.ts'
import { useText } from '../locales/index.ts'
import { openWriters } from './writers-store.ts'
import './writers.css'

export const WriterChip = (): ReactElement | null => {
  const t = useText()
  const writers = useCowriter((state) => state.writers)
  const options = useCowriter((state) => state.options)
  const backend = useApp((state) => state.info?.backend)
  if (!writers) return null
  const writer = writerIn(writers, options)
  // What trains and writes on this machine is no business of a file's own program, nor of a server.
  const isOurs = writer?.kind === 'run' || writer?.kind === 'shipped'
  const where = writer && (isOurs ? (backend?.device ?? '') : writer.kind === 'file' ? 'llama.cpp' : '')
  const shown = writer ? [writer.name, where].filter(Boolean).join(' · ') : t('writers:noWriter')
  return (
    <Button
      className="chip chip-button"
      aria-label={t('writers:chip', { shown })}
      onPress={() => openWriters()}
      data-testid="writer-chip"
    >
      <i aria-hidden className={writer ? '' : 'none'} />
      {shown}
    </Button>
  )
}
