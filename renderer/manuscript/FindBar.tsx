// Find in scene: the words, how many times they occur, and the way from one to the next.
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Input, SearchField } from 'react-aria-components'
import { IconButton } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { closeFind, setFindQuery, stepFind } from './find.ts'
import { useManuscript } from './manuscript-store.ts'

export const FindBar = (): ReactElement => {
  const t = useText()
  const { query, current, total } = useManuscript((state) => state.find)
  const count =
    total > 0
      ? t('manuscript:findCount', { current: current + 1, total })
      : query === ''
        ? ''
        : t('manuscript:findNone')
  return (
    <div
      className="find-bar"
      role="search"
      data-testid="find-bar"
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        // The field's own use for it, to empty itself, would lose the match first.
        event.stopPropagation()
        closeFind()
      }}
    >
      <SearchField
        aria-label={t('manuscript:find')}
        value={query}
        onChange={setFindQuery}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') stepFind(event.shiftKey ? -1 : 1)
        }}
      >
        <Input className="input" placeholder={t('manuscript:findLabel')} />
      </SearchField>
      <span className="find-count" role="status">
        {count}
      </span>
      <IconButton label={t('manuscript:findPrevious')} isDisabled={total === 0} onPress={() => stepFind(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label={t('manuscript:findNext')} isDisabled={total === 0} onPress={() => stepFind(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label={t('app:close')} onPress={closeFind}>
        <X />
      </IconButton>
    </div>
  )
}
