// What may have been meant by a wrong word, and what else can be done about it: a menu that stands at the word.
import { BookPlus, EyeOff } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { replaceWord, sceneView } from '../manuscript/spelling-acts.ts'
import { Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { addWord, closeWord, ignoreWord, useSpelling, type OpenWord } from './spelling-store.ts'

const Opened = ({ word }: { readonly word: OpenWord }): ReactElement => {
  const t = useText()
  const anchor = useRef<Element | null>(null)
  const { sceneId, from, suggestions } = word
  useEffect(() => {
    const { node } = sceneView(sceneId)?.domAtPos(from + 1) ?? { node: null }
    anchor.current = node instanceof Element ? node : (node?.parentElement ?? null)
  }, [sceneId, from])
  const close = (): void => {
    closeWord()
    sceneView(sceneId)?.focus()
  }
  return (
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
        {suggestions === null ? (
          <MenuItem id="wait" label={t('spelling:looking')} isDisabled />
        ) : suggestions.length === 0 ? (
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
  )
}

export const SpellMenu = (): ReactElement | null => {
  const word = useSpelling((state) => state.word)
  return word && <Opened key={`${word.sceneId}:${word.from}`} word={word} />
}
