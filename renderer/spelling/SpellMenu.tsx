// What may have been meant by a wrong word, and what else can be done about it: a menu that stands at the word.
import { BookPlus, EyeOff } from 'lucide-react'
import { useRef, useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { replaceWord, sceneView } from '../manuscript/spelling-acts.ts'
import { Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { addWord, closeWord, ignoreWord, useSpelling, type OpenWord } from './spelling-store.ts'

const Opened = (props: {
  readonly word: OpenWord
  readonly suggestions: readonly string[]
}): ReactElement => {
  const { word, suggestions } = props
  const t = useText()
  const anchor = useRef<HTMLSpanElement>(null)
  const { sceneId, from } = word
  // The line under the word is drawn anew at any time: what the menu stands at must not go with it.
  const [place] = useState(() => sceneView(sceneId)?.coordsAtPos(from))
  const close = (): void => {
    closeWord()
    sceneView(sceneId)?.focus()
  }
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        style={{
          position: 'fixed',
          left: place?.left ?? 0,
          top: place?.top ?? 0,
          height: (place?.bottom ?? 0) - (place?.top ?? 0),
        }}
      />
      <MenuPopover
        triggerRef={anchor}
        isOpen
        placement="bottom start"
        onOpenChange={(open) => {
          if (!open) close()
        }}
      >
        <Menu
          aria-label={t('spelling:menu', { word: word.word })}
          autoFocus="first"
          data-testid="spell-menu"
          onClose={close}
        >
          {suggestions.length === 0 ? (
            <MenuItem id="none" label={t('spelling:noSuggestion')} isDisabled />
          ) : (
            suggestions.map((suggestion) => (
              <MenuItem
                key={suggestion}
                id={`suggestion ${suggestion}`}
                label={suggestion}
                onAction={() => replaceWord(word, suggestion)}
              />
            ))
          )}
          <MenuSeparator />
          <MenuItem
            id="add"
            icon={<BookPlus aria-hidden />}
            label={t('spelling:add')}
            onAction={() => void addWord(word.word)}
          />
          <MenuItem
            id="ignore"
            icon={<EyeOff aria-hidden />}
            label={t('spelling:ignore')}
            onAction={() => ignoreWord(word.word)}
          />
        </Menu>
      </MenuPopover>
    </>
  )
}

/** Only once the suggestions are there: a menu that changes under one's fingers is a trap. */
export const SpellMenu = (): ReactElement | null => {
  const word = useSpelling((state) => state.word)
  if (!word?.suggestions) return null
  return <Opened key={`${word.sceneId}:${word.from}`} word={word} suggestions={word.suggestions} />
}
