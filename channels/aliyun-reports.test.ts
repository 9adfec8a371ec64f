import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSmsReplies, parseSmsReports, parseVoiceReports } from './aliyun-reports.ts';

describe('what Aliyun reports', () => {
  it('of a text message: that it arrived, or why not', () => {
    const entry = {
      phone_number: '13811110000',
      send_time: '2017-01-01 00:00:00',
      report_time: '2017-01-01 00:00:00',
      success: true,
      err_code: 'DELIVERED',
      err_msg: '用户接收成功',
      sms_size: '1',
      biz_id: '12345',
      out_id: 'n-1',
    };
    const { reports, malformed } = parseSmsReports([
      entry,
      { ...entry, success: false, err_code: 'MN:0001', out_id: '' },
    ]);
    expect(malformed).toBe(0);
    expect(reports).toEqual([
      {
        state: 'delivered',
        notificationId: 'n-1',
        providerId: '12345',
        code: 'DELIVERED',
        phone: '13811110000',
      },
      { state: 'failed', providerId: '12345', code: 'MN:0001', phone: '13811110000' },
    ]);
  });

  it('of a reply: what it says, and the digit, also when typed in full width', () => {
    const reply = (content: string) =>
      parseSmsReplies([
        {
          phone_number: '13811110000',
          send_time: '2017-09-01 00:00:00',
          content,
          dest_code: '1',
          sequence_id: 1234567890,
        },
      ]).reports[0];
    expect(reply(' １ ')).toEqual({ state: 'answered', phone: '13811110000', text: '1', digit: '1' });
    expect(reply('2我在外地')).toMatchObject({ digit: '2', text: '2我在外地' });
    expect(reply('13900001111')).not.toHaveProperty('digit');
    expect(reply('谢谢')).toMatchObject({ state: 'answered', text: '谢谢' });
  });

  it('of a call: pressed, only heard, or not reached; what is still ringing is no news', () => {
    const call = (status_code: string, dtmf?: string) =>
      parseVoiceReports([{ call_id: '1^2', status_code, out_id: 'ref', callee: '13900001111', dtmf }])
        .reports[0];
    expect(call('200000', '1')).toEqual({
      state: 'answered',
      reference: 'ref',
      providerId: '1^2',
      digit: '1',
      code: '200000',
      phone: '13900001111',
    });
    expect(call('300000', '92')).toMatchObject({ state: 'answered', digit: '2' });
    expect(call('300000', '9')).toMatchObject({ state: 'answered', digit: '9' });
    expect(call('200001')).toMatchObject({ state: 'delivered' });
    expect(call('200008', '')).toMatchObject({ state: 'delivered' });
    expect(call('200003')).toMatchObject({ state: 'failed', code: '200003' });
    expect(call('200201')).toBeUndefined();
  });

  it('is never thrown away for what stands beside it, and never throws', () => {
    const good = { call_id: '1', status_code: '200000' };
    expect(parseVoiceReports([null, good, { call_id: 3 }])).toMatchObject({
      reports: [{ providerId: '1' }],
      malformed: 2,
    });
    expect(parseSmsReports('nonsense')).toEqual({ reports: [], malformed: 1 });
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const parse of [parseSmsReports, parseSmsReplies, parseVoiceReports]) parse(body);
      }),
    );
  });
});
