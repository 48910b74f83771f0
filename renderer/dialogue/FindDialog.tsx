// Search and replace over what is written in the project's dialogues: every place is shown before, and one undo brings it back.
import { useEffect, useState, type ReactElement } from 'react'
import type { Outputs } from '../../engine/contract/index.ts'
import { isReadOnly } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { useText } from '../locales/index.ts'
import { Button, Dialog, Switch, TextField } from '../ui/index.ts'
import { goToNode, replaceFound, showPanel, useDialogue } from './dialogue-store.ts'

type Hits = Outputs['dialogue']['find']

/** More of them only by a narrower search: nobody reads a list of thousands. */
const SHOWN = 100

const useHits = (query: string, matchCase: boolean): Hits => {
  const [hits, setHits] = useState<Hits>([])
  const graph = useDialogue((state) => state.graph)
  const list = useDialogue((state) => state.list)
  useEffect(() => {
    const asked = new AbortController()
    const found: Promise<Hits> =
      query === ''
        ? Promise.resolve([])
        : engine.dialogue.find({ query, matchCase }, { signal: asked.signal })
    found.then(
      (next) => {
        if (!asked.signal.aborted) setHits(next)
      },
      (error: unknown) => {
        if (!asked.signal.aborted) notifyError(error)
      },
    )
    return () => asked.abort()
  }, [query, matchCase, graph, list])
  return hits
}

const FindBody = (): ReactElement => {
  const t = useText()
  const [query, setQuery] = useState('')
  const [replacement, setReplacement] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const hits = useHits(query, matchCase)
  return (
    <div className="dialogue-find">
      <div className="dialogue-find-fields">
        <TextField
          label={t('dialogue:findText')}
          value={query}
          onChange={setQuery}
          autoFocus
          testId="find-text"
        />
        <TextField
          label={t('dialogue:findWith')}
          value={replacement}
          onChange={setReplacement}
          testId="find-with"
        />
      </div>
      <div className="dialogue-row">
        <Switch selected={matchCase} onChange={setMatchCase}>
          {t('dialogue:matchCase')}
        </Switch>
        <Button
          look="primary"
          // Not while nothing is found: a button that is switched off under the focus takes the keyboard with it.
          isDisabled={query === '' || isReadOnly()}
          onPress={() => void replaceFound({ query, matchCase, replacement })}
          data-testid="find-replace"
        >
          {t('dialogue:replaceAll')}
        </Button>
      </div>
      <p className="quiet" role="status" data-testid="find-count">
        {query === '' ? t('dialogue:findHint') : t('dialogue:found', { count: hits.length })}
      </p>
      <ul className="dialogue-hits" aria-label={t('dialogue:find')}>
        {hits.slice(0, SHOWN).map(({ dialogueId, nodeId, part, field, text }) => (
          <li key={`${nodeId} ${part} ${field}`}>
            <Button look="quiet" onPress={() => void goToNode(dialogueId, nodeId)} data-testid="find-hit">
              <span>{text}</span> <small>{part ?? nodeId}</small>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const FindDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useDialogue((state) => state.panel === 'find')
  return (
    <Dialog
      title={t('dialogue:find')}
      isOpen={isOpen}
      onClose={() => showPanel(null)}
      widthPx={620}
      testId="dialogue-find"
    >
      <FindBody />
    </Dialog>
  )
}
