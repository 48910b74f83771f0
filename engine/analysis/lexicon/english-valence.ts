// How pleasant English words are: the VADER lexicon as its package ships it, corrected for prose; scoring lives elsewhere.
// Source: Hutto & Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text".
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** VADER rates words as they are used in tweets; these are rated as novels use them (−4 … 4; 0 carries no feeling). */
const IN_PROSE = `
  hand 0 miss 0 well 0 like 0 no 0 want 0 matter 0 matters 0 dick 0 number 0 certain 0 certainly 0.2 low 0 lower 0 sure 0
  surely 0 pretty 0.3 kind 0.8 fine 0.4 play 0.4 played 0.4 playing 0.6 chance 0.2 pay 0 straight 0 top 0 fair 0.5
  please 0 dear 0.8 god 0 clear 0.3 clearly 0 reach 0 reached 0 cut -0.4 fire -0.4 grey 0 grave -0.6 party 0.4 fit 0
  natural 0 naturally 0 desire 0.4 desired 0.2 giving 0 growing 0 engaged 0 lying -0.4 lies -0.5 demanded -0.3 interest 0.5
  interested 0.8 bore -0.2 allow 0 allowed 0 forced -0.9 great 1.3 greater 0.2 greatest 1 better 0.8 best 1.3 hope 1.2
  hoped 0.4 wish 0.2 wished 0 care 0.6 cared 0.8 leave 0 true 0.5 truth 0.3 feeling 0 stopped -0.1 stop -0.4 struck -0.4
  strike -0.3 interrupted -0.3 loose 0 special 0.7 careful 0 carefully 0 important 0.2 importance 0.2 serious -0.2 huge 0
  drop -0.1 dropped -0.2 falling -0.3 fallen -0.7 value 0.2 shook -0.3 shake -0.3 shaking -0.6 sigh -0.6 surprise 0.3
  surprised 0.1 cried -0.5 strange -0.3 peculiar 0 odd -0.3 help 0.2 friend 0.9 friends 0.9 free 0.9 broke -0.9
  broken -1.4 rich 0.6 determined 0.2 spirit 0.2 curious 0.3 easily 0.2 ready 0.2 doubt -0.5 perfectly 0.6 forget -0.3
  forgotten -0.6 strong 0.4 strength 0.5 yes 0.2 yeah 0.1 okay 0.2 ok 0.2 worth 0.3 fresh 0.7 impression 0 prepared 0
  promise 0.5 promised 0.4 share 0.3 shared 0.5 refused -0.6 resolved 0.2 assure 0.3 keen 0.5 special 0.7 delicate 0.3
  admitted 0 admit 0 accept 0.5 accepted 0.5 agreed 0.5 agree 0.5 advantage 0.4 opportunity 0.5 possible 0 problem -0.8
  hide -0.4 hid -0.4 worn -0.3 alone -0.8 empty -0.7 hard -0.4 dark -0.4 darkness -0.7 war -1.4 gun -0.9 enemy -1.2
  won 1.2 bright 1 light 0 novel 0 fan 0 ha 0 block 0 save 0.6 saved 0.9 safe 1.1 safely 1 swift 0 solid 0 spark 0.3
  treat 0.3 join 0.3 joined 0.2 grand 0.8 alive 1 clean 0.5 drag -0.5 dragged -0.6 leaves 0 ease 0.9 pile 0 top 0
  vision 0 active 0 energy 0.4 smart 0.6 secure 0.4 secured 0.2 support 0.4 supported 0.3 straight 0 sharp -0.2 warm 1
  cold -0.3 united 0.3 protect 0.3 protected 0.3 gain 0.4 granted 0.2 grant 0 bold 0.4 easy 0.7 increase 0 increased 0
  authority 0 challenge 0 dream 0.5 dreams 0.5 fight -0.9 shock -1 tears -1.6 tear -0.8 sorry -0.9 sob -2 thanks 1.2
  whispered 0 screaming -2 stuck -0.6 shy -0.3 blind -0.6 cool 0.4 devoted 1 excuse 0 mercy 0.3 pardon 0 humble 0.2
  whine -1 nuts 0 trap -0.9 trick -0.4 tricks -0.4 crush -0.9 crushed -1.6 cock 0 faith 0.8 witness 0 slam -0.9 lone -0.6
  god's 0 lord 0 treasure 0.9 treasures 0.8 popular 0.4 gross -1.8 ass -1 excited 1.2 eager 0.9 eagerly 0.9 moody -0.8
  weird -0.5 crazy -0.6 wow 1.2 passion 0.8 anxious -1.3 pity -0.9 missing -0.9 missed -0.6 lost -1.2
  wept -2.2 weep -2.2 howl -1.3 howled -1.3 ached -1.6 ache -1.5 sank -0.6 hollow -0.7 bleak -1.6 wince -1 winced -1
  home 0.3 laughed 1.6 laugh 1.7 laughing 1.8 laughter 1.8 rotten -2 foul -2 stench -2.1 reeked -2 retched -2.2
  vomit -2.1 trembled -1.3 tremble -1.3 afraid -1.9 dying -2.4 funeral -1.5 coffin -1.6 corpse -2 grinned 1.4
  lied -1.3 betrayed -2.4 shouted -0.5 yelled -0.6 alarm -1.2 startled -0.5 gasped -0.4 beamed 1.8 sang 0.8 danced 1
  snapped -0.9 snarled -1.6 growled -1.1 glared -1.2 scowled -1.2 spat -1 slammed -1 fists -0.6 clenched -0.7`

const TWEET_SHORTHAND = /^[a-z]{1,2}$|[^a-z'-]/

const readVader = (): Map<string, number> => {
  const path = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt')
  const valences = new Map<string, number>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [word = '', mean] = line.split('\t', 2)
    if (mean !== undefined && word !== '' && !TWEET_SHORTHAND.test(word)) valences.set(word, Number(mean))
  }
  return valences
}

/** Word → mean rating, −4 … 4. */
export const loadEnglishValences = (): ReadonlyMap<string, number> => {
  const valences = readVader()
  for (const [, word, rating] of IN_PROSE.matchAll(/(\S+) (-?[\d.]+)/g)) valences.set(word, Number(rating))
  return valences
}
