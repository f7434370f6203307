namespace Webhooks.Receiver.Tests;

/// <summary>Public keys that openssl made, as base64 of their SubjectPublicKeyInfo: openssl pkey -pubin -outform DER | base64 -w0.</summary>
internal static class PublicKeys
{
    /// <summary>openssl ecparam -name prime256v1 -genkey -noout.</summary>
    public const string P256 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeaMoBtNXsMHp02rSJ8AYKwGJEgKaWlgjcAVGDKuRexgRAn7vvvzL2qRBfKiHkaXTkfoAzmdueHW3nh0IsHyfLg==";

    public const string OtherP256 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKMiAXpNBBf/SeIMprBsj13EU0GFHqdfzEUzl0hUm0UUNtQuw1AA92sI3Yz6EMkeN3M1leA/0fBuReECYWQHtHg==";

    /// <summary>openssl genrsa 2048.</summary>
    public const string Rsa2048 = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArnoFOPY8vZ9VPMDofnZ5scerIdyYXldAGT3pMzpScL4gp4Ody+E+OamDhEi289m244fzqacai5/5aC1qnsft5u"
        + "WpEv/7HuflizDpbwKbcNEK6qsEuomC1O3deo9uZ3sr0cg5qyFyFTnNQgVDCwbF5JpP2LjH9fvt3nfmeLDpimItoJtFgxdC8ynqizg/N3+jnP0NzEKk63ZLb8G4ENlGlZlu"
        + "mk0j7hjlWpiiKZki5DbQiz+5hyYGySGdQAywx8Gk7+Y2gCKWbc3y9oqtHMZyhJVBMnpPVThavCot7th3Qb+1ZkPhHpuyrhcYjJMnjqn+dUooRheYi2QaMhZNrtZCfQIDAQ"
        + "AB";

    public const string Rsa1024 = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC6hLjqKl73tJd886kE95H8uq+Pzs+QLTUsPWiwJpWE5nBX4HMZ5Yg/CEjY4J1tiycj7rdwagyPfEvJtzAitXNB/YF/NZ"
        + "qw0isAjlbOq1fdwcSM7Cqk+XVwHnZy6HW98l65jvA5+FG+6rjCQioqN6kUpkjJv0f76N3l0omJhhXG/QIDAQAB";

    public const string P384 = "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7/DoBAjD1S1DMtcuM5oee1LkHNqXI+fd+A9NQDvTVzfar30j0KhP1Q6O6ZlMDs1T7lJYiRF+Flo33leRauo4SZrTcnm81DhzSa"
        + "8RToRyVYLuc3V1Oi+RcWK4SeJt0tTJ";

    public const string Secp256k1 = "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEC0NUX0sTliCE1CTG0IJa07xREVzVNp3A+gFue24xNd8fVJROXNCI46Pk2ckEZnuLZdD2hw4TKUQ8u59QSBC+zA==";

    public static string Pem(string info) =>
        $"-----BEGIN PUBLIC KEY-----\n{string.Join('\n', info.Chunk(64).Select(line => new string(line)))}\n-----END PUBLIC KEY-----\n";
}
