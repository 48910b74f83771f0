// What will be sent (before) or was sent (after): the end of the prompt, to be looked at before asking.
import { useEffect, useState, type ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { engine } from '../engine-client/engine.ts'
import { useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { useCowriter } from './cowriter-store.ts'
import { promptTail } from './prompt-tail.ts'

const TAIL = 420

/** The tail as it is on disk; the last words typed follow once they are saved. */
const useTail = (open: boolean): string | null => {
  const caret = useManuscript((state) => state.caret)
  const saved = useManuscript((state) => state.savedAtMs)
  const [tail, setTail] = useState<string | null>(null)
  useEffect(() => {
    if (!open || !caret) return
    let wanted = true
    engine.scene.get({ sceneId: caret.sceneId }).then(
      ({ document }) => {
        if (wanted) setTail(promptTail(document, caret, TAIL))
      },
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [open, caret, saved])
  return caret ? tail : null
}

export const PromptView = (): ReactElement => {
  const t = useText()
  const [open, setOpen] = useState(false)
  const sent = useCowriter((state) => state.request?.generation?.prompt ?? null)
  const tail = useTail(open && sent === null)
  const shown = sent === null ? tail : sent.length > TAIL ? `…${sent.slice(-TAIL)}` : sent
  return (
    <Disclosure className="prompt-view" isExpanded={open} onExpandedChange={setOpen}>
      <AriaButton slot="trigger" className="prompt-trigger">
        {sent === null ? t('cowriter:willBeSent') : t('cowriter:wasSent')}
      </AriaButton>
      <DisclosurePanel>
        <p className="prompt-text" data-testid="prompt-tail">
          {shown === null || shown === '' ? t('cowriter:nothingBefore') : shown}
        </p>
      </DisclosurePanel>
    </Disclosure>
  )
}
