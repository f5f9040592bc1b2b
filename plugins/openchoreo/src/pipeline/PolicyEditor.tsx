import { useState } from 'react';
import {
  Alert,
  Button,
  Checkbox,
  NumberField,
  Select,
  TextField,
} from '@backstage/ui';
import type { PipelineOverview } from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import { labelsOf } from '../text';
import { useTexts } from '../useTexts';
import { ApplyPolicyDialog } from './ApplyPolicyDialog';
import { GateList } from './GateList';
import {
  findRuleProblem,
  ruleDraft,
  ruleInput,
  type Edge,
  type RuleDraft,
  type RuleProblem,
} from './policyDraft';
import styles from './pipeline.module.css';

/** Identifies an edge of a pipeline. */
export const edgeKey = ({ from, to }: Edge) => `${from} ${to}`;

/** Gates and approvals of the promotions of a pipeline. They are in its PromotionPolicy, which is created where there is none. */
export function PolicyEditor(props: {
  pipeline: PipelineOverview;
  /** Key of the edge that is shown. The first one by default. */
  chosen: string | undefined;
  onChoose: (edge: string) => void;
  onApplied: () => void;
}) {
  const { pipeline, chosen, onChoose, onApplied } = props;
  const { edges, environments, policies } = pipeline;
  const { t } = useTexts();
  if (!policies) return null;
  const environmentLabel = labelsOf(environments);
  const edgeLabel = ({ from, to }: Edge) =>
    t('pipeline.path', {
      from: environmentLabel(from),
      to: environmentLabel(to),
    });
  const edge = edges.find(each => edgeKey(each) === chosen) ?? edges[0];
  return (
    <OverviewCard title={t('pipeline.policy.title')}>
      {!edge && <EmptyText>{t('pipeline.policy.noEdges')}</EmptyText>}
      {policies.length > 1 && (
        <Alert
          status="info"
          icon
          title={t('pipeline.policy.several', {
            policies: policies.map(({ name }) => name).join(', '),
          })}
        />
      )}
      {edge && policies.length <= 1 && (
        <>
          <Select
            label={t('pipeline.policy.edge')}
            options={edges.map(each => ({
              value: edgeKey(each),
              label: edgeLabel(each),
            }))}
            value={edgeKey(edge)}
            onChange={key => key !== null && onChoose(String(key))}
          />
          <RuleForm
            key={edgeKey(edge)}
            pipeline={pipeline}
            edge={edge}
            label={edgeLabel(edge)}
            onApplied={onApplied}
          />
        </>
      )}
    </OverviewCard>
  );
}

/** The rule of an edge. What was edited stays when the policy is changed elsewhere, and the API server then rejects it. */
function RuleForm(props: {
  pipeline: PipelineOverview;
  edge: Edge;
  label: string;
  onApplied: () => void;
}) {
  const { pipeline, edge, label, onApplied } = props;
  const { t } = useTexts();
  const policy = pipeline.policies?.[0];
  const [before, setBefore] = useState(policy);
  const [draft, setDraft] = useState(() => ruleDraft(policy, edge));
  const [isReviewing, setIsReviewing] = useState(false);
  const [isApplied, setIsApplied] = useState(false);
  const isChanged = !isSame(draft, ruleDraft(before, edge));
  const isOutdated = !isSame(ruleDraft(policy, edge), ruleDraft(before, edge));
  const load = () => {
    setBefore(policy);
    setDraft(ruleDraft(policy, edge));
  };
  // Where nothing is edited, or what was edited is applied, the form follows the policy.
  if (isOutdated && (!isChanged || isSame(draft, ruleDraft(policy, edge)))) {
    load();
  }
  const change = (part: Partial<RuleDraft>) => {
    setDraft(current => ({ ...current, ...part }));
    setIsApplied(false);
  };
  const problem = findRuleProblem(draft);
  const reason = useProblemText(problem) ?? t('pipeline.policy.unchanged');
  const needsApproval = draft.minApprovals > 0;
  return (
    <>
      {isOutdated && (
        <Alert
          status="warning"
          icon
          title={t('pipeline.policy.outdated')}
          description={
            <Button variant="secondary" onPress={load}>
              {t('pipeline.discard')}
            </Button>
          }
        />
      )}
      <div className={styles.path}>
        <NumberField
          label={t('pipeline.policy.minApprovals')}
          minValue={0}
          maxValue={20}
          value={draft.minApprovals}
          onChange={count =>
            change({ minApprovals: Number.isNaN(count) ? 0 : count })
          }
        />
        {needsApproval && (
          <>
            <TextField
              label={t('pipeline.policy.approvers')}
              description={t('pipeline.policy.approversDescription')}
              value={draft.approvers}
              onChange={approvers => change({ approvers })}
            />
            <Checkbox
              isSelected={draft.allowSelfApproval}
              onChange={allowSelfApproval => change({ allowSelfApproval })}
            >
              {t('pipeline.policy.selfApproval')}
            </Checkbox>
          </>
        )}
      </div>
      <GateList gates={draft.gates} onChange={gates => change({ gates })} />
      <div className={styles.actions}>
        <Button
          isDisabled={!isChanged || isApplied || problem !== undefined}
          onPress={() => setIsReviewing(true)}
        >
          {t('pipeline.policy.review')}
        </Button>
        <Button variant="secondary" isDisabled={!isChanged} onPress={load}>
          {t('pipeline.discard')}
        </Button>
      </div>
      <p role="status" className={styles.status}>
        {isApplied && t('pipeline.policy.applied')}
        {!isApplied && (problem || !isChanged) && reason}
      </p>
      {isReviewing && (
        <ApplyPolicyDialog
          edge={label}
          input={{
            organization: pipeline.organization,
            name: policy?.name ?? pipeline.name,
            pipeline: pipeline.name,
            // What was edited is a change of the policy that the form was loaded from.
            resourceVersion: (isOutdated ? before : policy)?.resourceVersion,
            rules: [ruleInput(draft, edge)],
          }}
          onClose={() => setIsReviewing(false)}
          onApplied={() => {
            setIsApplied(true);
            onApplied();
          }}
        />
      )}
    </>
  );
}

function useProblemText(problem: RuleProblem | undefined): string | undefined {
  const { t } = useTexts();
  if (!problem) return undefined;
  switch (problem.type) {
    case 'approver':
      return t('pipeline.policy.problem.approver', { ref: problem.ref });
    case 'gateName':
      return t('pipeline.policy.problem.gateName', {
        number: String(problem.index + 1),
      });
    case 'gateNames':
      return t('pipeline.policy.problem.gateNames', { name: problem.name });
    case 'duration':
      return t('pipeline.policy.problem.duration', { text: problem.text });
    default:
      return t('pipeline.policy.problem.checklist', { name: problem.name });
  }
}

function isSame(a: RuleDraft, b: RuleDraft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
