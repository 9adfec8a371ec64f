import type { Messages } from '../en.ts';

export const refusal: Messages['refusal'] = {
  nowState: '当前状态：{{state}}。',
  version_conflict: '警情在您查看之后有了变化。请查看新的内容后再决定。',
  incident_resolved: '该警情已结案。新的报警会产生新的警情。',
  incident_not_acknowledged: '目前无人处理，请先接警。',
  incident_not_dispatched: '尚未派单，请先派单。',
  incident_lease_held: '其他人正在处理。',
  heldBy: '{{name}} 已于 {{time}} 先行接警，处理至 {{until}}。',
  incident_lease_running: '处理人的时间尚未用完。',
  handover_own: '这是您自己写的交班记录，请由接班人签收。',
  handover_signed: '该交班记录已有人签收。当前未结警情见警情列表。',
  role_forbids: '您的角色不允许此操作，请联系班长。',
  out_of_scope: '不在您的区域内，请联系班长。',
  not_logged_in: '登录已失效，请重新登录。',
  too_many_requests: '请求过多，请等待几秒再试。',
  unavailable: '平台有一部分暂不可用。操作【未】记录，请几秒后再试。',
  unreachable: '无法连接平台。操作【未】记录，请重试。',
  other: '操作【未】记录：{{detail}}',
};
