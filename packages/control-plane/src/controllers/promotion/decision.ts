import { PromotionStatus } from './steps';

/** What has to be done to the world before the status may say so. */
export type Act = 'pin' | 'rollOut';

/** What happened, for the history that `kubectl describe` and the portal show. */
export interface News {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** What a promotion does next: first the act, then the status, then the news. Each may be repeated after a crash. */
export interface Decision {
  act?: Act;
  status?: PromotionStatus;
  news?: News;
  /** Milliseconds after which time alone may change the decision. */
  lookAgainAfter?: number;
}
