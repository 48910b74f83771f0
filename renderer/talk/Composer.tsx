// Where one asks: what it is about, what can be asked for with one press, and a question in one's own words.
import { ArrowUp, Sparkles, Square } from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { MenuTrigger, TextArea, TextField } from 'react-aria-components'
import { useBinder } from '../binder/binder-store.ts'
import { useText } from '../locales/index.ts'
import { captureSelection, useManuscript } from '../manuscript/manuscript-api.ts'
import { countWords } from '../manuscript/word-count.ts'
import { Button, IconButton, MenuPopover } from '../ui/index.ts'
import { openWriters } from '../writers/writers-store.ts'
import { AskMenu } from './AskMenu.tsx'
import { ask, setDraft, stopAsking, useTalk } from './talk-store.ts'

/** What a question goes with: the selection, else the scene that is open. */
const About = (): ReactElement => {
  const t = useText()
  // Drawn again when the caret moves, or something is selected or no longer so.
  useManuscript((state) => state.caret)
  useManuscript((state) => state.format)
  const sceneId = useManuscript((state) => state.activeSceneId)
  const title = useBinder((state) => state.nodes.find(({ id }) => id === sceneId)?.title)
  const found = captureSelection()
  const words = countWords(found?.text ?? '')
  return (
    <span className="talk-about" data-testid="talk-about">
      {found?.selection
        ? t('talk:aboutSelection', { count: words })
        : sceneId === null
          ? t('talk:aboutNothing')
          : title
            ? t('talk:aboutScene', { title })
            : t('talk:aboutUntitled')}
    </span>
  )
}

/** One line on what the writer that is chosen cannot do. */
const Limits = (): ReactElement | null => {
  const t = useText()
  const can = useTalk((state) => state.can)
  if (can?.instructions === true) return null
  return (
    <p className="talk-limits" data-testid="talk-limits">
      {can ? t('talk:fewCommands', { name: can.writerName }) : t('talk:nobody')}{' '}
      <Button look="quiet" onPress={() => openWriters()}>
        {t('talk:others')}
      </Button>
    </p>
  )
}

export const Composer = (): ReactElement => {
  const t = useText()
  const draft = useTalk((state) => state.draft)
  const isBusy = useTalk((state) => state.answering !== null)
  const can = useTalk((state) => state.can)
  const mayAsk = can?.commands.some(({ id }) => id === 'ask') === true
  const send = (): void => {
    if (mayAsk && draft.trim() !== '') void ask()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <div className="talk-composer">
      <Limits />
      <div className="talk-bar">
        <MenuTrigger>
          <Button writes isDisabled={!can || isBusy} data-testid="talk-menu">
            <Sparkles aria-hidden /> {t('talk:askFor')}
          </Button>
          <MenuPopover>
            <AskMenu />
          </MenuPopover>
        </MenuTrigger>
        <About />
      </div>
      <div className="talk-field">
        <TextField
          aria-label={t('talk:question')}
          value={draft}
          onChange={setDraft}
          onKeyDown={onKeyDown}
          maxLength={20_000}
        >
          <TextArea
            className="input"
            rows={3}
            placeholder={t(mayAsk || !can ? 'talk:questionHint' : 'talk:heedHint')}
            data-testid="talk-question-field"
          />
        </TextField>
        {isBusy ? (
          <IconButton label={t('talk:stop')} look="plain" onPress={stopAsking} data-testid="talk-stop">
            <Square aria-hidden />
          </IconButton>
        ) : (
          <IconButton
            writes
            label={t('talk:send')}
            look="primary"
            isDisabled={!mayAsk || draft.trim() === ''}
            onPress={send}
            data-testid="talk-send"
          >
            <ArrowUp aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  )
}
