// The search through the project: words anywhere, or find and replace with every place shown before.
import { CaseSensitive, Regex, WholeWord } from 'lucide-react'
import type { ReactElement } from 'react'
import { isReadOnly } from '../app/app-store.ts'
import { useBinder } from '../binder/binder-store.ts'
import { useText } from '../locales/index.ts'
import { Button, Dialog, IconToggle, Segmented, Select, Switch, TextField } from '../ui/index.ts'
import { SearchResults } from './SearchResults.tsx'
import { changeSearch, closeSearch, replaceFound, useSearch, type SearchScope } from './search-store.ts'
import './search.css'

const ScopeSelect = (): ReactElement => {
  const t = useText()
  const scope = useSearch((state) => state.scope)
  const chosen = useBinder((state) => state.selected.size)
  return (
    <Select<SearchScope>
      label={t('search:scope')}
      hideLabel
      value={scope}
      choices={[
        { id: 'project', label: t('search:scopeProject') },
        { id: 'chosen', label: t('search:scopeChosen', { count: chosen }) },
        { id: 'scene', label: t('search:scopeScene') },
      ]}
      onChange={(next) => changeSearch({ scope: next })}
      testId="search-scope"
    />
  )
}

const Options = (): ReactElement => {
  const t = useText()
  const matchCase = useSearch((state) => state.matchCase)
  const wholeWord = useSearch((state) => state.wholeWord)
  const isRegex = useSearch((state) => state.isRegex)
  const withTitles = useSearch((state) => state.withTitles)
  return (
    <div className="search-options">
      <IconToggle
        label={t('search:matchCase')}
        isSelected={matchCase}
        onChange={(on) => changeSearch({ matchCase: on })}
      >
        <CaseSensitive />
      </IconToggle>
      <IconToggle
        label={t('search:wholeWord')}
        isSelected={wholeWord}
        onChange={(on) => changeSearch({ wholeWord: on })}
      >
        <WholeWord />
      </IconToggle>
      <IconToggle
        label={t('search:regex')}
        isSelected={isRegex}
        onChange={(on) => changeSearch({ isRegex: on })}
      >
        <Regex />
      </IconToggle>
      <Switch selected={withTitles} onChange={(on) => changeSearch({ withTitles: on })}>
        {t('search:withTitles')}
      </Switch>
    </div>
  )
}

const Foot = (): ReactElement => {
  const t = useText()
  const total = useSearch((state) => state.total)
  const isCut = useSearch((state) => state.isCut)
  const left = useSearch((state) => state.total - state.skipped.size)
  const busy = useSearch((state) => state.busy)
  return (
    <Button
      look="primary"
      isDisabled={total === 0 || left === 0 || busy || isReadOnly()}
      onPress={() => void replaceFound()}
      data-testid="replace-all"
    >
      {isCut && left === total ? t('search:replaceEvery') : t('search:replaceCount', { count: left })}
    </Button>
  )
}

export const SearchDialog = (): ReactElement => {
  const t = useText()
  const open = useSearch((state) => state.open)
  const mode = useSearch((state) => state.mode)
  const text = useSearch((state) => state.text)
  const replacement = useSearch((state) => state.replacement)
  const problem = useSearch((state) => state.problem)
  return (
    <Dialog
      title={t('search:title')}
      isOpen={open}
      onClose={closeSearch}
      widthPx={760}
      testId="search-dialog"
      {...(mode === 'replace' ? { foot: <Foot /> } : {})}
    >
      <div className="search">
        <div className="search-head">
          <Segmented
            label={t('search:mode')}
            value={mode}
            choices={[
              { id: 'words', label: t('search:words') },
              { id: 'replace', label: t('search:replace') },
            ]}
            onChange={(next) => changeSearch({ mode: next })}
          />
          <ScopeSelect />
        </div>
        <div className={mode === 'replace' ? 'search-fields two' : 'search-fields'}>
          <TextField
            label={mode === 'words' ? t('search:query') : t('search:find')}
            value={text}
            onChange={(next) => changeSearch({ text: next })}
            autoFocus
            testId="search-text"
            {...(mode === 'words' ? { hint: t('search:queryHint') } : {})}
            {...(problem === '' ? {} : { error: problem })}
          />
          {mode === 'replace' && (
            <TextField
              label={t('search:with')}
              value={replacement}
              onChange={(next) => changeSearch({ replacement: next })}
              testId="search-with"
            />
          )}
        </div>
        {mode === 'replace' && <Options />}
        <SearchResults />
      </div>
    </Dialog>
  )
}
