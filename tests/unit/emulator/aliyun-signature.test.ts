import { describe, expect, test } from "vitest";
import { percentEncode } from "../../../src/emulator/aliyun/percent-encode.ts";
import { signV1, stringToSignV1 } from "../../../src/emulator/aliyun/signature-v1.ts";
import { canonicalRequestV3, signV3, stringToSignV3 } from "../../../src/emulator/aliyun/signature-v3.ts";

const common = { SignatureMethod: "HMAC-SHA1", SignatureVersion: "1.0" };

const smsDocumentation = {
  ...common,
  AccessKeyId: "testId",
  Action: "SendSms",
  Format: "XML",
  OutId: "123",
  PhoneNumbers: "15300000001",
  RegionId: "cn-hangzhou",
  SignName: "阿里云短信测试专用",
  SignatureNonce: "45e25e9b-0a6f-4070-8c85-2956eda1b466",
  TemplateCode: "SMS_71390007",
  TemplateParam: '{"customer":"test"}',
  Timestamp: "2017-07-12T02:42:19Z",
  Version: "2017-05-25",
};

const describeRegions = {
  ...common,
  AccessKeyId: "testid",
  Action: "DescribeRegions",
  Format: "XML",
  SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
  Timestamp: "2016-02-23T12:46:24Z",
  Version: "2014-05-26",
};

const describeDedicatedHosts = {
  ...common,
  AccessKeyId: "testid",
  Action: "DescribeDedicatedHosts",
  Format: "JSON",
  RegionId: "cn-beijing",
  SignatureNonce: "edb2b34af0af9a6d14deaf7c1a5315eb",
  Timestamp: "2023-03-13T08:34:30Z",
  Version: "2014-05-26",
};

describe("the emulator's own signature v1", () => {
  test.each([
    ["the SMS documentation, GET", "GET", smsDocumentation, "testSecret", "zJDF+Lrzhj/ThnlvIToysFRq6t4="],
    ["the SMS documentation, POST", "POST", smsDocumentation, "testSecret", "Xvhv7fPXrPkLVSnlt0jIr08o8NQ="],
    ["DescribeRegions, GET", "GET", describeRegions, "testsecret", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="],
    ["DescribeRegions, POST", "POST", describeRegions, "testsecret", "MxbnVAM4w6sft9xjVpe/GCKueuk="],
    ["DescribeDedicatedHosts", "GET", describeDedicatedHosts, "testsecret", "9NaGiOspFP5UPcwX8Iwt2YJXXuk="],
  ])("agrees with the published vector of %s", (_name, method, params, secret, signature) => {
    expect(signV1(stringToSignV1(method, new Map(Object.entries(params))), secret)).toBe(signature);
  });

  test("does not cover the signature itself", () => {
    const params = new Map(Object.entries(describeRegions));
    const withSignature = new Map([...params, ["Signature", "anything"]]);
    expect(stringToSignV1("GET", withSignature)).toBe(stringToSignV1("GET", params));
  });

  test("escapes what encodeURIComponent leaves, and keeps the tilde", () => {
    expect(percentEncode("!'()*~ +/")).toBe("%21%27%28%29%2A~%20%2B%2F");
  });
});

describe("the emulator's own signature V3", () => {
  test("agrees with the published vector of RunInstances", () => {
    const headers = new Map(Object.entries({
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    }));
    const query = new Map([
      ["RegionId", "cn-shanghai"],
      ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
    ]);
    const request = { method: "POST", headers, query, body: new Uint8Array() };
    const stringToSign = stringToSignV3(canonicalRequestV3(request, [...headers.keys()]));

    expect(stringToSign.split("\n")[1]).toBe(
      "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
    );
    expect(signV3(stringToSign, "YourAccessKeySecret")).toBe(
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });
});
