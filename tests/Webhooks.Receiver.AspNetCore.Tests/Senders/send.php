<?php
// Sends one delivery as a server in PHP would: its own JSON, HMAC and HTTP client.
// php send.php <provider> <url> <secret> genuine|changed < event.json; prints the answer's status.
[, $provider, $url, $secret, $how] = $argv;
$body = json_encode(json_decode(stream_get_contents(STDIN), flags: JSON_THROW_ON_ERROR), JSON_THROW_ON_ERROR);
$hex = fn (string $before): string => hash_hmac('sha256', $before . $body, $secret);
date_default_timezone_set('Asia/Riyadh');

if ($provider === 'cue') {
    $signed = ['cue-signature: sha256=' . $hex('')];
} elseif (str_starts_with($provider, 'cueapi')) {
    $timestamp = (string) time();
    $signed = ["X-CueAPI-Timestamp: $timestamp", 'X-CueAPI-Signature: v1=' . $hex("$timestamp.")];
} elseif ($provider === 'cubeconnect') {
    $timestamp = date(DATE_ATOM);
    $signed = ["X-Webhook-Timestamp: $timestamp", 'X-Webhook-Signature: ' . $hex("$timestamp.")];
} elseif (str_starts_with($provider, 'adgem')) {
    $signed = ['Signature: ' . $hex('')];
} else {
    throw new InvalidArgumentException($provider);
}

if ($how === 'changed') {
    $middle = intdiv(strlen($body), 2);
    $body[$middle] = chr(ord($body[$middle]) ^ 1);
}

$context = stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Content-Type: application/json', ...$signed],
    'content' => $body,
    'ignore_errors' => true,
    'follow_location' => 0,
    'timeout' => 30,
]]);
$answer = file_get_contents($url, false, $context);
if ($answer === false || !preg_match('~^HTTP/\S+ (\d+)~', $http_response_header[0], $status)) {
    throw new RuntimeException('No answer.');
}

echo $status[1], PHP_EOL;
