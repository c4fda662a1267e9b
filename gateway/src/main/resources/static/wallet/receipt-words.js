// What the members of an ISO/IEC TS 27560 receipt are called in Chinese; in English they speak for themselves.

import { language } from '/page/language.js';

const CHINESE = {
  header: '概要', schemaVersion: '标准', recordId: '编号', piiPrincipalId: '代号',
  piiProcessing: '处理', language: '语言', purposes: '用途', purpose: '用途', purposeType: '用途类别', lawfulBasis: '法律依据',
  piiInformation: '信息', piiType: '信息类别', sensitivePiiCategory: '敏感信息', piiControllers: '处理者',
  recipientThirdParties: '接收方', collectionMethod: '身份核验方式', processingMethod: '处理方式', retentionPeriod: '保存期限',
  jurisdiction: '适用法域', withdrawalMethod: '撤回方式', privacyRights: '您的权利',
  partyIdentification: '各方', partyId: '节点', partyName: '名称', partyNameEn: '英文名称', partyRole: '角色', partyType: '类型',
  event: '事件', eventTime: '时间', eventType: '类型', eventState: '状态', entityId: '登记方', validityDuration: '有效期限',
  artefact: '签名凭证',
};

/** A member's name as people read it. */
export function memberName(name) {
  return (language() === 'zh' && CHINESE[name]) || name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
