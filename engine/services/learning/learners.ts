// Everything in the studio that learns from what its writer says. A new one is one line here.
import { plannerLearner } from '../../generation/learning/planner-learner.ts'
import { rankerLearner } from '../../generation/learning/ranker-learner.ts'
import type { Learner } from '../../models/learner.ts'

export const learnersFor = (): readonly Learner[] => [rankerLearner, plannerLearner]
