// Whose material the chosen days become: the book, a part, a chapter or a scene, and what lies there already.
import { ListTree, Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useMedia } from '../media/media-store.ts'
import { Button, IconButton, Select } from '../ui/index.ts'
import { shortDay } from './calendar.ts'
import {
  addMaterial,
  chooseScope,
  dropMaterial,
  planMaterial,
  useLife,
  type MaterialRef,
} from './life-store.ts'

const BOOK = ''

const useName = (): ((item: MaterialRef) => string) => {
  const known = useLife((state) => state.known)
  const items = useMedia((state) => state.items)
  return ({ kind, id }) => {
    if (kind === 'media') return items.find((each) => each.id === id)?.name ?? '–'
    const entry = known.get(id)
    return entry ? `${shortDay(entry.local.slice(0, 10))} · ${entry.title || entry.text.slice(0, 60)}` : '–'
  }
}

export const MaterialPanel = (): ReactElement => {
  const t = useText()
  const scopes = useLife((state) => state.scopes)
  const scopeId = useLife((state) => state.scopeId)
  const material = useLife((state) => state.material)
  const inherited = useLife((state) => state.inherited)
  const chosen = useLife((state) => state.selected.size)
  const shown = useLife((state) => Math.max(state.total, state.entries?.length ?? 0) + state.loose.length)
  const isScene = useLife((state) => state.scopes.find(({ id }) => id === state.scopeId)?.isScene ?? false)
  const nameOf = useName()
  const count = chosen === 0 ? shown : chosen
  return (
    <aside className="life-material" aria-label={t('life:material')}>
      <h3>{t('life:material')}</h3>
      <Select
        label={t('life:materialOf')}
        value={scopeId ?? BOOK}
        choices={[
          { id: BOOK, label: t('life:book') },
          ...scopes.map(({ id, title, depth }) => ({
            id: id ?? BOOK,
            label: `${'\u2003'.repeat(depth)}${title}`,
          })),
        ]}
        onChange={(id) => chooseScope(id === BOOK ? null : id)}
        testId="life-scope"
      />
      <Button
        look="primary"
        writes
        isDisabled={count === 0}
        onPress={() => void addMaterial()}
        data-testid="life-make-material"
      >
        <Plus aria-hidden />{' '}
        {count === 0 ? t('life:take') : t(chosen === 0 ? 'life:takeShown' : 'life:takeChosen', { count })}
      </Button>
      {material.length > 0 && !isScene && (
        <Button writes onPress={() => void planMaterial()} data-testid="life-plan">
          <ListTree aria-hidden /> {t('life:toPlan')}
        </Button>
      )}
      {material.length === 0 && inherited.length === 0 ? (
        <p className="quiet">{t('life:materialHint')}</p>
      ) : (
        <ul data-testid="life-material-list">
          {material.map((item) => (
            <li key={item.id}>
              <span>{nameOf(item)}</span>
              <IconButton
                writes
                label={t('life:dropMaterial', { name: nameOf(item) })}
                onPress={() => void dropMaterial(item.id)}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
          {inherited.map((item) => (
            <li key={item.id} className="quiet">
              <span>{nameOf(item)}</span> <small>{t('life:inherited')}</small>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}
