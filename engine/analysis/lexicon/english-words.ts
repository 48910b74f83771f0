// Which English words of feeling speak of which emotion, written for fiction; how they combine is the scorer's business.

/** Headwords by strength; the scorer finds their regular inflections itself, so only irregular ones are listed. */
export interface EmotionWords {
  readonly strong: string
  readonly plain: string
  readonly slight: string
}

export const ENGLISH_EMOTIONS = {
  joy: {
    strong: `
      joy joyful joyous joyously happy happier happiest happiness happily delight delighted delightful elated elation
      ecstatic ecstasy bliss blissful overjoyed jubilant jubilation exult exultant exhilarate exhilaration rapture
      rejoice gleeful glee radiant euphoric euphoria thrilled merry merriment mirth love loved beloved adore adoration
      triumph triumphant wonderful marvellous marvelous glorious heavenly beatific`,
    plain: `
      glad gladly gladness cheer cheerful cheerfully laugh laughter smile grin beam beaming giggle chuckle chortle
      pleased pleasure enjoy enjoyment jolly content contented contentment grateful gratitude thankful thank thanks
      proud pride tender tenderness affection affectionate fond fondly cherish treasure darling sweetheart hug embrace
      kiss cuddle sing singing sang dance danced whoop hurrah hooray celebrate celebration festive feast lovely
      beautiful sunshine sunny relief relieved hope hopeful hopefully comfort comforting bless blessing blessed
      delicious bloom blossom playful lively amused amusing amusement fun funny hilarious charmed charming excited
      excitement eager eagerly enthusiastic enthusiasm optimistic optimism congratulations congratulate admire
      admiration awesome amazing brilliant splendid excellent fantastic great best sparkle twinkle peace peaceful
      serene serenity bright brightened haha lol yay hurray reunion reunited homecoming forgave forgiven
      purr skip skipped carefree`,
    slight: `
      good nice pleasant warm warmth warmly kind kindly kindness gentle gentleness friend friendly welcome
      ease eased calm lucky luck luckily fortunate fortunately bless win won winner victory success succeed prize gift
      praise approve agree agreeable trust caring cared comfortable cosy cozy gold golden soft softly better cute cool
      glow glowing safe safely heal healed free freedom wink humour humor jest joke joking`,
  },
  sadness: {
    strong: `
      grief grieve grievous sorrow sorrowful sad sadness sadly saddened saddest weep weeping wept sob sobbing mourn
      mourning mourner mournful heartbroken heartbreak heartbreaking despair despairing desolate desolation misery
      miserable wretched anguish anguished bereaved bereavement inconsolable woe woeful forlorn melancholy depressed
      depression depressing devastated funeral lament lamentation tearful suicidal disconsolate`,
    plain: `
      tear tears cry cries unhappy unhappiness unhappily gloom gloomy glum sullen dejected dejection downcast crestfallen
      lonely loneliness lonesome homesick regret regretful regretfully remorse rue repent sorry apologise apologize
      ache aching hurt hurting pain painful suffer suffering sufferer wound wounded broken lost loss bury buried burial
      grave coffin tomb widow widower orphan orphaned dead death die died dying dies mope brood pine pining yearn
      yearning longing bereft hopeless hopelessness hopelessly helpless helplessness abandon abandoned forsaken
      disappoint disappointed disappointing disappointment discouraged dismal bleak dreary barren weary weariness
      wearily sigh whimper wail wailing snivel sniffle blubber choke choking quaver pitiful pity pathetic farewell
      goodbye shame ashamed guilt guilty humiliate humiliated humiliation unloved unwanted rejected rejection mournfully
      despondent disheartened sombre somber elegy tragic tragedy tragically`,
    slight: `
      alone empty emptiness hollow miss missed missing fade faded failing failure fail failed poor tired exhausted
      weak ruin ruined wither withered sink sank sunken slump droop drooped pale silent
      unfortunately unfortunate alas sick ill numb numbness gone leaving parted parting absence absent vanished
      lose losing defeated defeat ended dull unanswered remember forgotten`,
  },
  anger: {
    strong: `
      anger angry angrily angrier rage raging enraged fury furious furiously infuriate infuriating incensed wrath wrathful
      irate livid outrage outraged outrageous seethe seething loathe hate hated hateful hatred rancour rancor venomous
      vengeance vengeful revenge hostile hostility bitch bastard fuck fucking fucker asshole shithead dickhead
      motherfucker apoplectic`,
    plain: `
      mad temper annoy annoyed annoying annoyance irritate irritated irritating irritation irritable exasperate
      exasperated exasperation frustrate frustrated frustrating frustration resent resentful resentment bitter bitterly
      bitterness indignant indignation indignantly crossly scowl glare glared glower snarl snarled growl growled
      snap snapped bark roar roared bellow bellowed shout shouted yell yelled curse cursed swore damn damned
      goddamn hell bloody idiot idiots idiotic stupid moron fool threaten threat threatening threateningly
      menace insult insulted insulting offend offended offensive quarrel quarrelled argue argument accuse accused
      accusation blame blamed betray betrayed betrayal traitor cruel cruelty brutal brutality savage savagely violent
      violence violently attack attacked assault punch punched slap slapped kick kicked strangle spite spiteful malice
      malicious vicious viciously villain scoundrel rascal liar cheat cheated unfair injustice defiant defiance jealous
      jealousy envy envious seize smash smashed slam slammed clench clenched spat stomp stomped stormed
      shit crap bullshit piss pissed wtf impertinent impudent insolent`,
    slight: `
      fist fists stern sternly harsh harshly demand demanded complain complained complaint protest protested object
      fight fighting fought enemy foe war rival impatient impatiently impatience rude rudely blunt sour grim grimly stiff
      contempt scorn scornful sneer mock mocked mocking mockery taunt deny denied refuse refused forbid forbidden
      interrupt interrupted force forced hiss hissed wrong arrogant tyrant unjust worst ridiculous nonsense stop`,
  },
  fear: {
    strong: `
      fear fearful fearfully terror terrify terrified terrifying horror horrified dread dreaded dreadful
      panic panicked panicking panicky petrified aghast nightmare nightmarish scream screamed screaming shriek shrieked
      frighten frightened frightening fright scared scare scary spooked phobia phobic paranoid paranoia hysteria
      hysterical trepidation`,
    plain: `
      afraid anxious anxiously anxiety worry worried worrying worries nervous nervously nervousness uneasy uneasily
      unease apprehension apprehensive alarm alarmed alarming startle startled tremble trembling trembled tremor shake
      shaking shook quake quaking quiver shiver shivering shudder shuddering cower cowered cringe cringed flinch
      flinched recoil wince winced shrink shrank flee fled fleeing escape hide hiding hid lurk lurking stalk stalked
      danger dangerous dangerously peril perilous threat menacing ominous ominously sinister eerie eerily uncanny
      haunted haunting ghost ghostly spectre phantom monster monstrous demon devil corpse skeleton bloodcurdling creepy
      gasp gasped breathless pounding thudding clammy ashen bloodless trapped helpless doom doomed
      deadly lethal murder murderer murdered murderous kill killed killer killing victim prey stab stabbed gun knife
      drown drowning suffocate suffocating timid timidly coward cowardly cowardice tense tension dismay dismayed
      hostage intruder strangled pursued pursuer beware warn warning plead pleaded beg begged mercy howl howled grisly`,
    slight: `
      dark darkness shadow shadows shadowy nervy hesitate hesitated hesitant doubt doubtful suspicious suspicion suspect
      strange stranger unknown risk risky careful cautious cautiously wary warily hush hushed creak creaked crept creep
      whisper abyss storm thunder blood bloody wolf wolves emergency crisis disaster pale paled freeze froze
      frozen cornered vulnerable unsafe insecure sweat sweating stammer stammered stutter`,
  },
  disgust: {
    strong: `
      disgust disgusted disgusting disgustedly revolting revulsion repulse repulsed repulsive repulsion
      repugnant repugnance loathsome loathing abhor abhorrent abhorrence nauseate nauseated nauseating nausea vomit
      vomited vomiting puke puked retch retched vile foul putrid abominable detest detestable detested sickening
      odious gross yuck yucky ew eww ick gag gagged`,
    plain: `
      filth filthy nasty rotten rot rotting rancid stink stinking stank stench reek reeked reeking squalid squalor slime
      slimy sewage sewer maggot maggots vermin cockroach cockroaches lice louse pus festering fester
      infested infestation mould mouldy moldy decay decaying decayed putrefy carrion excrement faeces feces dung urine
      urinal spittle phlegm snot grime grimy greasy sordid sleazy lewd obscene obscenity indecent depraved depravity
      perverted pervert corrupt corruption degenerate contaminated tainted distaste distasteful unsavoury unsavory
      repellent offal bile queasy contempt contemptible contemptuous contemptuously despise despised despicable scorn
      scornful scornfully disdain disdainful sneer sneered sneering hideous ghastly grotesque ugly ugliness leer leered
      leering smarmy oily swine scum scab scabby dirty dirt shabby awful horrid appalling appalled shameful
      shameless disgraceful disgrace creep`,
    slight: `
      stale sour unclean soiled stained stain muddy sticky sweaty rank musty
      vulgar crude coarse cheap tawdry trash garbage rubbish waste smelly weird fat bloated horrible bad
      unpleasant worthless hypocrite hypocrisy embarrassing awkward spit`,
  },
  surprise: {
    strong: `
      surprise surprised surprising surprisingly astonish astonished astonishing astonishment astound astounded
      astounding amaze amazed amazement stunned dumbfounded flabbergasted thunderstruck stupefied gobsmacked
      speechless unbelievable incredulous incredulously incredulity wow omg whoa gosh`,
    plain: `
      unexpected unexpectedly startle startling startled shock shocked shocking suddenly abruptly disbelief disbelieving
      incredible incredibly gape gaped gaping gawp gawked goggle goggled blink blinked bewilder bewildered bewilderment
      bewildering baffle baffled perplex perplexed puzzle puzzled puzzling confuse confused confusing confusion
      marvel marvelled wonder wondered wondering curious curiously curiosity revelation reveal revealed astir
      inexplicable inexplicably mysterious mystery miracle miraculous miraculously extraordinary
      dazed staggered jolt jolted unforeseen gasp gasped exclaim exclaimed realise realize
      realised realized realization realisation huh`,
    slight: `
      really impossible sudden odd oddly strange strangely peculiar unusual rare discover discovered discovery remarkable
      remarkably stare stared abrupt guess guessed apparently unaware actually what why holy wait weird`,
  },
} as const satisfies Readonly<Record<string, EmotionWords>>

/** Phrases whose words mean something else together. Headword forms; matched on words as written. */
export const ENGLISH_PHRASES = {
  joy: `burst out laughing|heart leapt|heart soared|heart sang|threw her arms|threw his arms|tears of joy|over the moon|at last
    |jumped for joy|thank god|thank heaven|lit up|on top of the world|fell in love|in love|came home`,
  sadness: `heart sank|heart broke|broke down|burst into tears|lump in her throat|lump in his throat|lump in my throat
    |passed away|all alone|gave up|given up|no hope|eyes filled|hung his head|hung her head|no longer cared|never came back
    |could not stop crying|nothing left`,
  anger: `was cross|so cross|very cross|fed up|sick of|shut up|get out|lost his temper|lost her temper|saw red|gritted his teeth|gritted her teeth
    |through clenched teeth|how dare|go to hell|to hell with|blood boiled|clenched his fists|clenched her fists|hands off
    |slammed the door|leave me alone`,
  fear: `blood ran cold|heart pounded|heart hammered|heart stopped|held her breath|held his breath|held my breath|went cold
    |ran for|turned pale|went pale|cold sweat|dared not|did not dare|no escape|hair stood|knees shook|hands shook
    |something was wrong|ran away|out of breath|please don't`,
  disgust: `made him sick|made her sick|made me sick|turned my stomach|stomach turned|stomach churned|wrinkled her nose
    |wrinkled his nose|threw up|throw up|bad taste|held her nose|held his nose|smelled of rot|gave me the creeps`,
  surprise: `taken aback|could not believe|couldn't believe|can't believe|cannot believe|no idea|jaw dropped|eyes widened|wide eyed
    |out of nowhere|all at once|of all people|who would have|never expected|did not expect|didn't expect|good heavens
    |good lord|my god|oh my|caught off guard|what on earth|had not expected|hadn't expected|never imagined|had no idea`,
} as const

/** Words that raise or lower the pulse without naming an emotion. */
export const ENGLISH_PULSE = {
  fast: `
    run ran running race raced rush rushed hurry hurried sprint bolt bolted dash dashed leap leapt jump jumped chase
    chased charge charged crash crashed smash smashed burst explode exploded explosion blast slam slammed pound pounding
    hammer hammered shout shouted scream screamed yell yelled roar roared cry cried fire fired shot shoot fight fought
    storm thunder lightning wild wildly frantic frantically desperate desperately urgent urgently quick quickly fast
    faster sudden suddenly violent violently attack alarm siren flee fled tear tore rip ripped grab grabbed seize seized
    snatch snatched fling flung hurl hurled plunge plunged blaze blazing danger now excited excitement`,
  slow: `
    quiet quietly still stillness silent silence silently calm calmly slow slowly soft softly gentle gently sleep slept
    sleepy asleep drowsy doze dozed rest rested drift drifted peaceful serene murmur murmured whisper hush soothe soothed
    linger lingered settle settled idle idly lazy lazily tired weary wearily fade faded lull lulled pause paused sat
    leaned breathed empty dusk twilight patient patiently leisurely`,
} as const
