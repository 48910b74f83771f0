// What could be written next: a quiet list under the co-writer, each with its reason, a way there, and a way to wave it off.
import { ArrowRight, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { shortDay } from '../life/calendar.ts'
import { Button, IconButton } from '../ui/index.ts'
import {
  dismiss,
  forgetDismissals,
  goTo,
  setSuggesting,
  useSuggestions,
  type Suggestion,
} from './suggest-store.ts'

/** So many at a glance; dismissals bring up the next. */
const SHOWN = 5

const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(Math.round(value * 100) / 100))}`

const Row = ({ suggestion }: { readonly suggestion: Suggestion }): ReactElement => {
  const t = useText()
  const { kind, sceneId, entryId, detail, count, actual, target, emotion } = suggestion
  const title = kind === 'lived' ? shortDay(suggestion.title) : suggestion.title
  const side = (target ?? 0) > (actual ?? 0) ? t('memory:side-lighter') : t('memory:side-darker')
  const told = t(`memory:tell-${kind}`, {
    title: title || t('memory:untitled'),
    detail: kind === 'feeling' ? t(`emotions:${detail}` as TextKey) : detail,
    count,
    actual: signed(actual ?? 0),
    target: signed(target ?? 0),
    side,
    feeling: emotion === null ? '' : t(`emotions:${emotion}`),
  })
  return (
    <li className="suggestion" data-testid="suggestion">
      <div>
        <b>{t(`memory:kind-${kind}`)}</b>
        <p>{told}</p>
      </div>
      {(sceneId !== null || entryId !== null) && (
        <IconButton label={`${t('memory:suggestGo')}: ${title}`} onPress={() => goTo(suggestion)}>
          <ArrowRight aria-hidden />
        </IconButton>
      )}
      <IconButton
        writes
        label={t('memory:suggestDismiss', { title: told })}
        onPress={() => dismiss(suggestion)}
        data-testid="suggestion-dismiss"
      >
        <X aria-hidden />
      </IconButton>
    </li>
  )
}

const List = (): ReactElement => {
  const t = useText()
  const suggestions = useSuggestions((state) => state.suggestions)
  const dismissed = useSuggestions((state) => state.dismissed)
  if (suggestions === null)
    return (
      <p className="quiet" role="status">
        {t('memory:suggestLooking')}
      </p>
    )
  return (
    <>
      {suggestions.length === 0 ? (
        <p className="quiet" role="status">
          {t('memory:suggestNone')}
        </p>
      ) : (
        <ul className="suggestions" aria-label={t('memory:suggestOpen')}>
          {suggestions.slice(0, SHOWN).map((suggestion) => (
            <Row key={suggestion.key} suggestion={suggestion} />
          ))}
        </ul>
      )}
      {dismissed > 0 && (
        <Button writes look="quiet" onPress={forgetDismissals} data-testid="suggest-forget">
          {t('memory:suggestForget')}
        </Button>
      )}
    </>
  )
}

export const Suggestions = (): ReactElement => {
  const t = useText()
  const isOpen = useSuggestions((state) => state.isOpen)
  return (
    <Disclosure className="prompt-view" isExpanded={isOpen} onExpandedChange={setSuggesting}>
      <AriaButton slot="trigger" className="prompt-trigger" data-testid="suggest-open">
        {t('memory:suggestions')}
      </AriaButton>
      <DisclosurePanel>{isOpen && <List />}</DisclosurePanel>
    </Disclosure>
  )
}
