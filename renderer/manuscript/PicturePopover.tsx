// The words of a picture in the text: its caption and what is said in place of it, edited where it stands.
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Button, Popover, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { setPictureWords } from './formatting.ts'
import { manuscriptStore, useManuscript } from './manuscript-store.ts'
import { sessionOf } from './scene-sessions.ts'

type Open = NonNullable<ReturnType<typeof manuscriptStore.getState>['picture']>

const Editing = ({ sceneId, pos, ...before }: Open): ReactElement => {
  const t = useText()
  const [caption, setCaption] = useState(before.caption)
  const [alt, setAlt] = useState(before.alt)
  const anchor = useRef<Element | null>(null)
  useEffect(() => {
    const dom = sessionOf(sceneId)?.editor.view.nodeDOM(pos)
    anchor.current = dom instanceof Element ? dom : null
  }, [sceneId, pos])
  const keep = (): void => {
    const words = { alt: alt.trim(), caption: caption.trim() }
    if (words.alt !== before.alt || words.caption !== before.caption) setPictureWords(sceneId, pos, words)
    manuscriptStore.setState({ picture: null })
    sessionOf(sceneId)?.editor.commands.focus()
  }
  return (
    <Popover
      label={t('manuscript:imageEdit')}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => {
        if (!open) keep()
      }}
    >
      <div className="footnote-form">
        <TextField
          label={t('manuscript:imageCaption')}
          value={caption}
          onChange={setCaption}
          autoFocus
          onSubmit={keep}
          testId="picture-caption"
        />
        <TextField
          label={t('manuscript:imageAlt')}
          value={alt}
          onChange={setAlt}
          onSubmit={keep}
          testId="picture-alt"
        />
        <div className="row">
          <Button look="primary" onPress={keep}>
            {t('app:ok')}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

export const PicturePopover = (): ReactElement | null => {
  const picture = useManuscript((state) => state.picture)
  return picture && <Editing key={`${picture.sceneId}:${picture.pos}`} {...picture} />
}
